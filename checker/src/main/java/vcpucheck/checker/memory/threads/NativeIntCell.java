package vcpucheck.checker.memory.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;

/** A 32-bit cell over a variable handle. */
final class NativeIntCell implements IntCell {
  /*
   * Variable handles have no relaxed read-modify-write that returns the witness and never fails
   * without reason. An OPAQUE one is therefore a loop of an opaque load and a weak, plain
   * compare-and-set: atomic on its variable, and no ordering between variables.
   */

  private static final VarHandle VALUE =
      NativeFields.handle(MethodHandles.lookup(), NativeIntCell.class, "value", int.class);

  private final NativePlace place;

  @SuppressWarnings("UnusedVariable") // through VALUE
  private int value;

  NativeIntCell(NativePlace place, int initial) {
    this.place = place;
    this.value = initial;
  }

  /** Stores the initial value, plain: the cell's slot is being allocated. */
  void reset(int initial) {
    VALUE.set(this, initial);
  }

  @Override
  public int get(Access access) {
    place.requireAlive();
    return switch (access.forLoad()) {
      case PLAIN -> (int) VALUE.get(this);
      case OPAQUE -> (int) VALUE.getOpaque(this);
      case ACQUIRE -> (int) VALUE.getAcquire(this);
      default -> (int) VALUE.getVolatile(this);
    };
  }

  @Override
  public void set(int newValue, Access access) {
    place.requireAlive();
    switch (access.forStore()) {
      case PLAIN -> VALUE.set(this, newValue);
      case OPAQUE -> VALUE.setOpaque(this, newValue);
      case RELEASE -> VALUE.setRelease(this, newValue);
      default -> VALUE.setVolatile(this, newValue);
    }
  }

  @Override
  public int compareAndExchange(int expected, int desired, Access access) {
    place.requireAlive();
    return switch (access.forUpdate()) {
      case OPAQUE -> relaxedCompareAndExchange(expected, desired);
      case ACQUIRE -> (int) VALUE.compareAndExchangeAcquire(this, expected, desired);
      case RELEASE -> (int) VALUE.compareAndExchangeRelease(this, expected, desired);
      default -> (int) VALUE.compareAndExchange(this, expected, desired);
    };
  }

  @Override
  public boolean compareAndSet(int expected, int desired, Access access) {
    return compareAndExchange(expected, desired, access) == expected;
  }

  @Override
  public int getAndAdd(int delta, Access access) {
    place.requireAlive();
    return switch (access.forUpdate()) {
      case OPAQUE -> relaxedGetAndAdd(delta);
      case ACQUIRE -> (int) VALUE.getAndAddAcquire(this, delta);
      case RELEASE -> (int) VALUE.getAndAddRelease(this, delta);
      default -> (int) VALUE.getAndAdd(this, delta);
    };
  }

  @Override
  @SuppressWarnings("CheckReturnValue")
  public void add(int delta, Access access) {
    getAndAdd(delta, access);
  }

  @Override
  public int getAndSet(int newValue, Access access) {
    place.requireAlive();
    return switch (access.forUpdate()) {
      case OPAQUE -> relaxedGetAndSet(newValue);
      case ACQUIRE -> (int) VALUE.getAndSetAcquire(this, newValue);
      case RELEASE -> (int) VALUE.getAndSetRelease(this, newValue);
      default -> (int) VALUE.getAndSet(this, newValue);
    };
  }

  @Override
  public int addUnless(int delta, int unless) {
    place.requireAlive();
    int before = (int) VALUE.getOpaque(this);
    while (before != unless) {
      int witness = (int) VALUE.compareAndExchange(this, before, before + delta);
      if (witness == before) {
        return before;
      }
      before = witness;
    }
    return before;
  }

  @Override
  public void await(int awaited) {
    NativeSpin spin = new NativeSpin(place.name());
    while (get(Access.ACQUIRE) != awaited) {
      spin.pause();
    }
  }

  @Override
  public int awaitNot(int unwanted) {
    NativeSpin spin = new NativeSpin(place.name());
    int found = get(Access.ACQUIRE);
    while (found == unwanted) {
      spin.pause();
      found = get(Access.ACQUIRE);
    }
    return found;
  }

  private int relaxedCompareAndExchange(int expected, int desired) {
    while (true) {
      int witness = (int) VALUE.getOpaque(this);
      if (witness != expected || VALUE.weakCompareAndSetPlain(this, expected, desired)) {
        return witness;
      }
    }
  }

  private int relaxedGetAndAdd(int delta) {
    while (true) {
      int before = (int) VALUE.getOpaque(this);
      if (VALUE.weakCompareAndSetPlain(this, before, before + delta)) {
        return before;
      }
    }
  }

  private int relaxedGetAndSet(int newValue) {
    while (true) {
      int before = (int) VALUE.getOpaque(this);
      if (VALUE.weakCompareAndSetPlain(this, before, newValue)) {
        return before;
      }
    }
  }
}
