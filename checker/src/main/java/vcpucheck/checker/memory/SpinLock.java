package vcpucheck.checker.memory;

/**
 * A spin lock: not recursive, released by the vCPU that took it.
 *
 * <p>{@link #lock} blocks (it does not spin), so a search sees a deadlock where hardware would
 * hang. Taking is an acquire, releasing a release. Releasing a lock that another vCPU holds, or
 * nobody, is a violation, and so is a lock still held when a vCPU's step ends.
 */
public interface SpinLock {
  /** Waits until the lock is free and takes it. */
  void lock();

  /** Takes the lock if it is free; says whether it did. */
  boolean tryLock();

  /** Releases the lock. */
  void unlock();

  /** Whether anybody holds the lock at this moment: advisory, {@code spin_is_locked}. */
  boolean isLocked();
}
