package vcpucheck.checker.memory;

/**
 * A shared 64-bit integer.
 *
 * <p>Every method is one indivisible step of the executing vCPU. Methods without an {@link Access}
 * are plain for loads and stores and volatile for read-modify-writes.
 */
public interface LongCell {
  /** Loads the value. */
  long get(Access access);

  /** Stores a value. */
  void set(long value, Access access);

  /**
   * Stores {@code desired} if the value is {@code expected}.
   *
   * @return the value before the operation: {@code expected} exactly if it succeeded
   */
  long compareAndExchange(long expected, long desired, Access access);

  /** As {@link #compareAndExchange}, but observes only whether it succeeded. */
  boolean compareAndSet(long expected, long desired, Access access);

  /** Adds {@code delta}, wrapping, and returns the value before. */
  long getAndAdd(long delta, Access access);

  /** Adds {@code delta}, wrapping, and observes nothing. */
  void add(long delta, Access access);

  /** Stores a value and returns the value before. */
  long getAndSet(long value, Access access);

  /**
   * Adds {@code delta} unless the value is {@code unless}: {@code atomic_add_unless} of Xen on Arm,
   * which returns the value <em>before</em> the addition (or {@code unless} when refused).
   */
  long addUnless(long delta, long unless);

  /** Waits until the value is {@code value} (an acquire load that blocks). */
  void await(long value);

  /** Waits until the value is not {@code value} and returns it (an acquire load that blocks). */
  long awaitNot(long value);

  /** Loads the value, plain. */
  default long get() {
    return get(Access.PLAIN);
  }

  /** Stores a value, plain. */
  default void set(long value) {
    set(value, Access.PLAIN);
  }

  /** Volatile {@link #compareAndExchange(long, long, Access)}. */
  default long compareAndExchange(long expected, long desired) {
    return compareAndExchange(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #compareAndSet(long, long, Access)}. */
  default boolean compareAndSet(long expected, long desired) {
    return compareAndSet(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #getAndAdd(long, Access)}. */
  default long getAndAdd(long delta) {
    return getAndAdd(delta, Access.VOLATILE);
  }

  /** Volatile {@link #add(long, Access)}. */
  default void add(long delta) {
    add(delta, Access.VOLATILE);
  }

  /** Volatile {@link #getAndSet(long, Access)}. */
  default long getAndSet(long value) {
    return getAndSet(value, Access.VOLATILE);
  }
}
