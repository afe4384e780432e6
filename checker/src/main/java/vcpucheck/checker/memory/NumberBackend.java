package vcpucheck.checker.memory;

/**
 * The word behind an {@link IntCell} or {@link LongCell}: what a memory implements once for both. A
 * 32-bit value is a sign-extended 64-bit one.
 *
 * <p>Every method is one indivisible step of the executing vCPU.
 */
public interface NumberBackend {
  /** Loads the value. */
  long load(Access access);

  /** Stores a value. */
  void store(long value, Access access);

  /** Stores {@code desired} if the value is {@code expected}; returns the value before. */
  long compareAndExchange(long expected, long desired, Access access);

  /** As {@link #compareAndExchange}, but observes only whether it succeeded. */
  boolean compareAndSet(long expected, long desired, Access access);

  /** Updates the value and returns the value before. */
  long getAndUpdate(NumberUpdate update, long operand, Access access);

  /** Updates the value and observes nothing. */
  void update(NumberUpdate update, long operand, Access access);

  /**
   * Updates the value and observes only whether any bit of the mask was set before.
   *
   * @param update {@link NumberUpdate#OR} or {@link NumberUpdate#AND_NOT}
   */
  boolean testAndUpdate(NumberUpdate update, long mask, Access access);

  /**
   * Adds unless the value is {@code unless}; returns the value before.
   *
   * @param add {@link NumberUpdate#ADD_INT} or {@link NumberUpdate#ADD_LONG}
   */
  long addUnless(NumberUpdate add, long delta, long unless);

  /** Waits until the value is {@code value}. */
  void await(long value, Access access);

  /** Waits until the value is not {@code value} and returns it. */
  long awaitNot(long value, Access access);
}
