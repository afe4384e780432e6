package vcpucheck.checker.memory;

import java.util.Objects;

/**
 * A shared 32-bit integer.
 *
 * <p>Every method is one indivisible step of the executing vCPU. Methods without an {@link Access}
 * are plain for loads and stores and volatile for read-modify-writes.
 */
public final class IntCell {
  private final NumberBackend backend;

  private IntCell(NumberBackend backend) {
    this.backend = backend;
  }

  /** The cell over a word of a memory. */
  public static IntCell over(NumberBackend backend) {
    return new IntCell(Objects.requireNonNull(backend));
  }

  /** Loads the value. */
  public int get(Access access) {
    return (int) backend.load(access);
  }

  /** Stores a value. */
  public void set(int value, Access access) {
    backend.store(value, access);
  }

  /**
   * Stores {@code desired} if the value is {@code expected}.
   *
   * @return the value before the operation: {@code expected} exactly if it succeeded
   */
  public int compareAndExchange(int expected, int desired, Access access) {
    return (int) backend.compareAndExchange(expected, desired, access);
  }

  /** As {@link #compareAndExchange}, but observes only whether it succeeded. */
  public boolean compareAndSet(int expected, int desired, Access access) {
    return backend.compareAndSet(expected, desired, access);
  }

  /** Adds {@code delta}, wrapping, and returns the value before. */
  public int getAndAdd(int delta, Access access) {
    return (int) backend.getAndUpdate(NumberUpdate.ADD_INT, delta, access);
  }

  /** Adds {@code delta}, wrapping, and observes nothing. */
  public void add(int delta, Access access) {
    backend.update(NumberUpdate.ADD_INT, delta, access);
  }

  /** Stores a value and returns the value before. */
  public int getAndSet(int value, Access access) {
    return (int) backend.getAndUpdate(NumberUpdate.SET, value, access);
  }

  /** Keeps the bits of {@code mask} and returns the value before. */
  public int getAndAnd(int mask, Access access) {
    return (int) backend.getAndUpdate(NumberUpdate.AND, mask, access);
  }

  /** Sets the bits of {@code mask} and returns the value before. */
  public int getAndOr(int mask, Access access) {
    return (int) backend.getAndUpdate(NumberUpdate.OR, mask, access);
  }

  /** Inverts the bits of {@code mask} and returns the value before. */
  public int getAndXor(int mask, Access access) {
    return (int) backend.getAndUpdate(NumberUpdate.XOR, mask, access);
  }

  /** Sets a bit and observes nothing: {@code set_bit}. */
  public void setBit(int bit, Access access) {
    backend.update(NumberUpdate.OR, 1 << requireBit(bit), access);
  }

  /** Clears a bit and observes nothing: {@code clear_bit}. */
  public void clearBit(int bit, Access access) {
    backend.update(NumberUpdate.AND_NOT, 1 << requireBit(bit), access);
  }

  /** Sets a bit and observes only whether it was set: {@code test_and_set_bit}. */
  public boolean testAndSet(int bit, Access access) {
    return backend.testAndUpdate(NumberUpdate.OR, 1 << requireBit(bit), access);
  }

  /** Clears a bit and observes only whether it was set: {@code test_and_clear_bit}. */
  public boolean testAndClear(int bit, Access access) {
    return backend.testAndUpdate(NumberUpdate.AND_NOT, 1 << requireBit(bit), access);
  }

  /**
   * Adds {@code delta} unless the value is {@code unless}: {@code atomic_add_unless} of Xen on Arm,
   * which returns the value <em>before</em> the addition (or {@code unless} when refused).
   */
  public int addUnless(int delta, int unless) {
    return (int) backend.addUnless(NumberUpdate.ADD_INT, delta, unless);
  }

  /** Waits until the value is {@code value}: a load that blocks. */
  public void await(int value, Access access) {
    backend.await(value, access);
  }

  /** Waits until the value is not {@code value} and returns it: a load that blocks. */
  public int awaitNot(int value, Access access) {
    return (int) backend.awaitNot(value, access);
  }

  /** Loads the value, plain. */
  public int get() {
    return get(Access.PLAIN);
  }

  /** Stores a value, plain. */
  public void set(int value) {
    set(value, Access.PLAIN);
  }

  /** Volatile {@link #compareAndExchange(int, int, Access)}. */
  public int compareAndExchange(int expected, int desired) {
    return compareAndExchange(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #compareAndSet(int, int, Access)}. */
  public boolean compareAndSet(int expected, int desired) {
    return compareAndSet(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #getAndAdd(int, Access)}. */
  public int getAndAdd(int delta) {
    return getAndAdd(delta, Access.VOLATILE);
  }

  /** Volatile {@link #add(int, Access)}. */
  public void add(int delta) {
    add(delta, Access.VOLATILE);
  }

  /** Volatile {@link #getAndSet(int, Access)}. */
  public int getAndSet(int value) {
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

  /** Acquire {@link #await(int, Access)}. */
  public void await(int value) {
    await(value, Access.ACQUIRE);
  }

  /** Acquire {@link #awaitNot(int, Access)}. */
  public int awaitNot(int value) {
    return awaitNot(value, Access.ACQUIRE);
  }

  private static int requireBit(int bit) {
    return Objects.checkIndex(bit, Integer.SIZE);
  }
}
