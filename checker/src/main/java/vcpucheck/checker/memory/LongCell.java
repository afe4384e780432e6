package vcpucheck.checker.memory;

import java.util.Objects;

/**
 * A shared 64-bit integer.
 *
 * <p>Every method is one indivisible step of the executing vCPU. Methods without an {@link Access}
 * are plain for loads and stores and volatile for read-modify-writes.
 */
public final class LongCell {
  private final NumberBackend backend;

  private LongCell(NumberBackend backend) {
    this.backend = backend;
  }

  /** The cell over a word of a memory. */
  public static LongCell over(NumberBackend backend) {
    return new LongCell(Objects.requireNonNull(backend));
  }

  /** Loads the value. */
  public long get(Access access) {
    return backend.load(access);
  }

  /** Stores a value. */
  public void set(long value, Access access) {
    backend.store(value, access);
  }

  /**
   * Stores {@code desired} if the value is {@code expected}.
   *
   * @return the value before the operation: {@code expected} exactly if it succeeded
   */
  public long compareAndExchange(long expected, long desired, Access access) {
    return backend.compareAndExchange(expected, desired, access);
  }

  /** As {@link #compareAndExchange}, but observes only whether it succeeded. */
  public boolean compareAndSet(long expected, long desired, Access access) {
    return backend.compareAndSet(expected, desired, access);
  }

  /** Adds {@code delta}, wrapping, and returns the value before. */
  public long getAndAdd(long delta, Access access) {
    return backend.getAndUpdate(NumberUpdate.ADD_LONG, delta, access);
  }

  /** Adds {@code delta}, wrapping, and observes nothing. */
  public void add(long delta, Access access) {
    backend.update(NumberUpdate.ADD_LONG, delta, access);
  }

  /** Stores a value and returns the value before. */
  public long getAndSet(long value, Access access) {
    return backend.getAndUpdate(NumberUpdate.SET, value, access);
  }

  /** Keeps the bits of {@code mask} and returns the value before. */
  public long getAndAnd(long mask, Access access) {
    return backend.getAndUpdate(NumberUpdate.AND, mask, access);
  }

  /** Sets the bits of {@code mask} and returns the value before. */
  public long getAndOr(long mask, Access access) {
    return backend.getAndUpdate(NumberUpdate.OR, mask, access);
  }

  /** Inverts the bits of {@code mask} and returns the value before. */
  public long getAndXor(long mask, Access access) {
    return backend.getAndUpdate(NumberUpdate.XOR, mask, access);
  }

  /** Sets a bit and observes nothing: {@code set_bit}. */
  public void setBit(int bit, Access access) {
    backend.update(NumberUpdate.OR, 1L << requireBit(bit), access);
  }

  /** Clears a bit and observes nothing: {@code clear_bit}. */
  public void clearBit(int bit, Access access) {
    backend.update(NumberUpdate.AND_NOT, 1L << requireBit(bit), access);
  }

  /** Sets a bit and observes only whether it was set: {@code test_and_set_bit}. */
  public boolean testAndSet(int bit, Access access) {
    return backend.testAndUpdate(NumberUpdate.OR, 1L << requireBit(bit), access);
  }

  /** Clears a bit and observes only whether it was set: {@code test_and_clear_bit}. */
  public boolean testAndClear(int bit, Access access) {
    return backend.testAndUpdate(NumberUpdate.AND_NOT, 1L << requireBit(bit), access);
  }

  /**
   * Adds {@code delta} unless the value is {@code unless}: {@code atomic_add_unless} of Xen on Arm,
   * which returns the value <em>before</em> the addition (or {@code unless} when refused).
   */
  public long addUnless(long delta, long unless) {
    return backend.addUnless(NumberUpdate.ADD_LONG, delta, unless);
  }

  /** Waits until the value is {@code value}: a load that blocks. */
  public void await(long value, Access access) {
    backend.await(value, access);
  }

  /** Waits until the value is not {@code value} and returns it: a load that blocks. */
  public long awaitNot(long value, Access access) {
    return backend.awaitNot(value, access);
  }

  /** Loads the value, plain. */
  public long get() {
    return get(Access.PLAIN);
  }

  /** Stores a value, plain. */
  public void set(long value) {
    set(value, Access.PLAIN);
  }

  /** Volatile {@link #compareAndExchange(long, long, Access)}. */
  public long compareAndExchange(long expected, long desired) {
    return compareAndExchange(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #compareAndSet(long, long, Access)}. */
  public boolean compareAndSet(long expected, long desired) {
    return compareAndSet(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #getAndAdd(long, Access)}. */
  public long getAndAdd(long delta) {
    return getAndAdd(delta, Access.VOLATILE);
  }

  /** Volatile {@link #add(long, Access)}. */
  public void add(long delta) {
    add(delta, Access.VOLATILE);
  }

  /** Volatile {@link #getAndSet(long, Access)}. */
  public long getAndSet(long value) {
    return getAndSet(value, Access.VOLATILE);
  }

  /** Volatile {@link #testAndSet(int, Access)}. */
  public boolean testAndSet(int bit) {
    return testAndSet(bit, Access.VOLATILE);
  }

  /** Volatile {@link #testAndClear(int, Access)}. */
  public boolean testAndClear(int bit) {
    return testAndClear(bit, Access.VOLATILE);
  }

  /** Acquire {@link #await(long, Access)}. */
  public void await(long value) {
    await(value, Access.ACQUIRE);
  }

  /** Acquire {@link #awaitNot(long, Access)}. */
  public long awaitNot(long value) {
    return awaitNot(value, Access.ACQUIRE);
  }

  private static int requireBit(int bit) {
    return Objects.checkIndex(bit, Long.SIZE);
  }
}
