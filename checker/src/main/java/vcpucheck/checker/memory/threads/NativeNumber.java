package vcpucheck.checker.memory.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.NumberBackend;
import vcpucheck.checker.memory.NumberUpdate;

/** A number over a variable handle; 32-bit ones are sign-extended. */
final class NativeNumber implements NumberBackend {
  /*
   * Variable handles have no relaxed read-modify-write that returns the witness and never fails
   * without reason. An OPAQUE one is therefore a loop of an opaque load and a weak, plain
   * compare-and-set: atomic on its variable, and no ordering between variables.
   */

  private static final VarHandle VALUE =
      NativeFields.handle(MethodHandles.lookup(), NativeNumber.class, "value", long.class);

  private final NativePlace place;

  @SuppressWarnings("UnusedVariable") // through VALUE
  private long value;

  NativeNumber(NativePlace place, long initial) {
    this.place = place;
    this.value = initial;
  }

  /** Stores the initial value, plain: the cell's slot is being allocated. */
  void reset(long initial) {
    VALUE.set(this, initial);
  }

  @Override
  public long load(Access access) {
    place.requireAlive();
    return switch (access.forLoad()) {
      case PLAIN -> (long) VALUE.get(this);
      case OPAQUE -> (long) VALUE.getOpaque(this);
      case ACQUIRE -> (long) VALUE.getAcquire(this);
      default -> (long) VALUE.getVolatile(this);
    };
  }

  @Override
  public void store(long newValue, Access access) {
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
  public long getAndUpdate(NumberUpdate update, long operand, Access access) {
    place.requireAlive();
    while (true) {
      long before = (long) VALUE.getOpaque(this);
      if (replaces(before, update.apply(before, operand), access.forUpdate())) {
        return before;
      }
    }
  }

  /** Replaces a value that was loaded; may fail without reason. */
  private boolean replaces(long before, long after, Access access) {
    return switch (access) {
      case OPAQUE -> VALUE.weakCompareAndSetPlain(this, before, after);
      case ACQUIRE -> VALUE.weakCompareAndSetAcquire(this, before, after);
      case RELEASE -> VALUE.weakCompareAndSetRelease(this, before, after);
      default -> VALUE.weakCompareAndSet(this, before, after);
    };
  }

  @Override
  @SuppressWarnings("CheckReturnValue") // observes nothing
  public void update(NumberUpdate update, long operand, Access access) {
    getAndUpdate(update, operand, access);
  }

  @Override
  public boolean testAndUpdate(NumberUpdate update, long mask, Access access) {
    return (getAndUpdate(update, mask, access) & mask) != 0;
  }

  @Override
  public long addUnless(NumberUpdate add, long delta, long unless) {
    place.requireAlive();
    long before = (long) VALUE.getOpaque(this);
    while (before != unless) {
      long witness = (long) VALUE.compareAndExchange(this, before, add.apply(before, delta));
      if (witness == before) {
        return before;
      }
      before = witness;
    }
    return before;
  }

  @Override
  public void await(long awaited, Access access) {
    NativeSpin spin = new NativeSpin(place.name());
    while (load(access) != awaited) {
      spin.pause();
    }
  }

  @Override
  public long awaitNot(long unwanted, Access access) {
    NativeSpin spin = new NativeSpin(place.name());
    long found = load(access);
    while (found == unwanted) {
      spin.pause();
      found = load(access);
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
}
