package vcpucheck.checker.oracle.axiomatic;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;

/**
 * What one instruction does in one execution: a read-modify-write is two events in a row.
 *
 * @param thread whose event it is, or {@link #INITIAL}
 * @param kind what it is
 * @param location what it is on, or -1 for a barrier
 * @param value what it reads or writes
 * @param access its ordering; null for barriers
 * @param fence its fence; null for accesses
 * @param isOfUpdate whether it is half of a read-modify-write
 */
record Event(
    int thread,
    Kind kind,
    int location,
    int value,
    @Nullable Access access,
    @Nullable Fence fence,
    boolean isOfUpdate) {
  /** The thread of the initial writes. */
  static final int INITIAL = -1;

  enum Kind {
    READ,
    WRITE,
    BARRIER
  }

  boolean isRead() {
    return kind == Kind.READ;
  }

  boolean isWrite() {
    return kind == Kind.WRITE;
  }

  boolean isPlain() {
    return access == Access.PLAIN;
  }

  boolean isSequential() {
    return access == Access.VOLATILE || fence == Fence.FULL;
  }

  boolean isAcquireRead() {
    return isRead()
        && (access == Access.ACQUIRE
            || access == Access.ACQUIRE_RELEASE
            || access == Access.VOLATILE);
  }

  boolean isReleaseWrite() {
    return isWrite()
        && (access == Access.RELEASE
            || access == Access.ACQUIRE_RELEASE
            || access == Access.VOLATILE);
  }

  boolean isFence(Fence... fences) {
    for (Fence other : fences) {
      if (fence == other) {
        return true;
      }
    }
    return false;
  }
}
