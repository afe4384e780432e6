package vcpucheck.checker.memory;

/**
 * A shared 32-bit integer.
 *
 * <p>Every method is one indivisible step of the executing vCPU. Methods without an {@link Access}
 * are plain for loads and stores and volatile for read-modify-writes.
 */
public interface IntCell {
  /** Loads the value. */
  int get(Access access);

  /** Stores a value. */
  void set(int value, Access access);

  /**
   * Stores {@code desired} if the value is {@code expected}.
   *
   * @return the value before the operation: {@code expected} exactly if it succeeded
   */
  int compareAndExchange(int expected, int desired, Access access);

  /** As {@link #compareAndExchange}, but observes only whether it succeeded. */
  boolean compareAndSet(int expected, int desired, Access access);

  /** Adds {@code delta}, wrapping, and returns the value before. */
  int getAndAdd(int delta, Access access);

  /** Adds {@code delta}, wrapping, and observes nothing. */
  void add(int delta, Access access);

  /** Stores a value and returns the value before. */
  int getAndSet(int value, Access access);

  /**
   * Adds {@code delta} unless the value is {@code unless}: {@code atomic_add_unless} of Xen on Arm,
   * which returns the value <em>before</em> the addition (or {@code unless} when refused).
   */
  int addUnless(int delta, int unless);

  /** Waits until the value is {@code value} (an acquire load that blocks). */
  void await(int value);

  /** Waits until the value is not {@code value} and returns it (an acquire load that blocks). */
  int awaitNot(int value);

  /** Loads the value, plain. */
  default int get() {
    return get(Access.PLAIN);
  }

  /** Stores a value, plain. */
  default void set(int value) {
    set(value, Access.PLAIN);
  }

  /** Volatile {@link #compareAndExchange(int, int, Access)}. */
  default int compareAndExchange(int expected, int desired) {
    return compareAndExchange(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #compareAndSet(int, int, Access)}. */
  default boolean compareAndSet(int expected, int desired) {
    return compareAndSet(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #getAndAdd(int, Access)}. */
  default int getAndAdd(int delta) {
    return getAndAdd(delta, Access.VOLATILE);
  }

  /** Volatile {@link #add(int, Access)}. */
  default void add(int delta) {
    add(delta, Access.VOLATILE);
  }

  /** Volatile {@link #getAndSet(int, Access)}. */
  default int getAndSet(int value) {
    return getAndSet(value, Access.VOLATILE);
  }
}
