package vcpucheck.checker.memory.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ViolationException;

/** A spin lock between threads: one word that names its owner. */
final class NativeSpinLock implements SpinLock {
  private static final VarHandle OWNER =
      NativeFields.handle(MethodHandles.lookup(), NativeSpinLock.class, "owner", Thread.class);

  private final NativePlace place;

  /** The thread that holds the lock, or null. */
  @SuppressWarnings("UnusedVariable") // through OWNER
  private @Nullable Thread owner;

  NativeSpinLock(NativePlace place) {
    this.place = place;
  }

  /** Makes the lock free, plain: its slot is being allocated. */
  void reset() {
    OWNER.set(this, null);
  }

  @Override
  public void lock() {
    place.requireAlive();
    if (isMine()) {
      throw new ViolationException(
          BuiltInProperty.DEADLOCK,
          "a spin lock is not recursive: its holder takes " + place.name());
    }
    NativeSpin spin = new NativeSpin(place.name());
    while (!OWNER.weakCompareAndSetAcquire(this, null, Thread.currentThread())) {
      spin.pause();
      place.requireAlive();
    }
  }

  @Override
  public boolean tryLock() {
    place.requireAlive();
    return OWNER.compareAndExchangeAcquire(this, null, Thread.currentThread()) == null;
  }

  @Override
  public void unlock() {
    place.requireAlive();
    if (!isMine()) {
      throw new ViolationException(
          BuiltInProperty.LOCK_DISCIPLINE,
          (isLocked() ? "unlock of a lock that another vCPU holds: " : "unlock of a free lock: ")
              + place.name());
    }
    OWNER.setRelease(this, null);
  }

  @Override
  public boolean isLocked() {
    place.requireAlive();
    return OWNER.getOpaque(this) != null;
  }

  private boolean isMine() {
    return OWNER.getOpaque(this) == Thread.currentThread();
  }
}
