package vcpucheck.checker.memory.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.LongCell;

/** A 64-bit cell over a variable handle. */
final class NativeLongCell implements LongCell {
  /*
   * Variable handles have no relaxed read-modify-write that returns the witness and never fails
   * without reason. An OPAQUE one is therefore a loop of an opaque load and a weak, plain
   * compare-and-set: atomic on its variable, and no ordering between variables.
   */

  private static final VarHandle VALUE =
      NativeFields.handle(MethodHandles.lookup(), NativeLongCell.class, "value", long.class);

  private final NativePlace place;

  @SuppressWarnings("UnusedVariable") // through VALUE
  private long value;

  NativeLongCell(NativePlace place, long initial) {
    this.place = place;
    this.value = initial;
  }

  /** Stores the initial value, plain: the cell's slot is being allocated. */
  void reset(long initial) {
    VALUE.set(this, initial);
  }

  @Override
  public long get(Access access) {
    place.requireAlive();
    return switch (access.forLoad()) {
      case PLAIN -> (long) VALUE.get(this);
      case OPAQUE -> (long) VALUE.getOpaque(this);
      case ACQUIRE -> (long) VALUE.getAcquire(this);
      default -> (long) VALUE.getVolatile(this);
    };
  }

  @Override
  public void set(long newValue, Access access) {
    place.requireAlive();
    switch (access.forStore()) {
      case PLAIN -> VALUE.set(this, newValue);
      case OPAQUE -> VALUE.setOpaque(this, newValue);
      case RELEASE -> VALUE.setRelease(this, newValue);
      default -> VALUE.setVolatile(this, newValue);
    }
  }

  @Override
  public long compareAndExchange(long expected, long desired, Access access) {
    place.requireAlive();
    return switch (access.forUpdate()) {
      case OPAQUE -> relaxedCompareAndExchange(expected, desired);
      case ACQUIRE -> (long) VALUE.compareAndExchangeAcquire(this, expected, desired);
      case RELEASE -> (long) VALUE.compareAndExchangeRelease(this, expected, desired);
      default -> (long) VALUE.compareAndExchange(this, expected, desired);
    };
  }

  @Override
  public boolean compareAndSet(long expected, long desired, Access access) {
    return compareAndExchange(expected, desired, access) == expected;
  }

  @Override
  public long getAndAdd(long delta, Access access) {
    place.requireAlive();
    return switch (access.forUpdate()) {
      case OPAQUE -> relaxedGetAndAdd(delta);
      case ACQUIRE -> (long) VALUE.getAndAddAcquire(this, delta);
      case RELEASE -> (long) VALUE.getAndAddRelease(this, delta);
      default -> (long) VALUE.getAndAdd(this, delta);
    };
  }

  @Override
  @SuppressWarnings("CheckReturnValue")
  public void add(long delta, Access access) {
    getAndAdd(delta, access);
  }

  @Override
  public long getAndSet(long newValue, Access access) {
    place.requireAlive();
    return switch (access.forUpdate()) {
      case OPAQUE -> relaxedGetAndSet(newValue);
      case ACQUIRE -> (long) VALUE.getAndSetAcquire(this, newValue);
      case RELEASE -> (long) VALUE.getAndSetRelease(this, newValue);
      default -> (long) VALUE.getAndSet(this, newValue);
    };
  }

  @Override
  public long addUnless(long delta, long unless) {
    place.requireAlive();
    long before = (long) VALUE.getOpaque(this);
    while (before != unless) {
      long witness = (long) VALUE.compareAndExchange(this, before, before + delta);
      if (witness == before) {
        return before;
      }
      before = witness;
    }
    return before;
  }

  @Override
  public void await(long awaited) {
    NativeSpin spin = new NativeSpin(place.name());
    while (get(Access.ACQUIRE) != awaited) {
      spin.pause();
    }
  }

  @Override
  public long awaitNot(long unwanted) {
    NativeSpin spin = new NativeSpin(place.name());
    long found = get(Access.ACQUIRE);
    while (found == unwanted) {
      spin.pause();
      found = get(Access.ACQUIRE);
    }
    return found;
  }

  private long relaxedCompareAndExchange(long expected, long desired) {
    while (true) {
      long witness = (long) VALUE.getOpaque(this);
      if (witness != expected || VALUE.weakCompareAndSetPlain(this, expected, desired)) {
        return witness;
      }
    }
  }

  private long relaxedGetAndAdd(long delta) {
    while (true) {
      long before = (long) VALUE.getOpaque(this);
      if (VALUE.weakCompareAndSetPlain(this, before, before + delta)) {
        return before;
      }
    }
  }

  private long relaxedGetAndSet(long newValue) {
    while (true) {
      long before = (long) VALUE.getOpaque(this);
      if (VALUE.weakCompareAndSetPlain(this, before, newValue)) {
        return before;
      }
    }
  }
}
