package vcpucheck.checker.oracle;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;

/** A cell of integers of either width, with small values. */
sealed interface NumberCell {
  long get(Access access);

  void set(int value, Access access);

  long compareAndExchange(int expected, int desired, Access access);

  boolean compareAndSet(int expected, int desired, Access access);

  long getAndAdd(int delta, Access access);

  void add(int delta, Access access);

  long getAndSet(int value, Access access);

  long addUnless(int delta, int unless);

  long getAndAnd(int mask, Access access);

  long getAndOr(int mask, Access access);

  long getAndXor(int mask, Access access);

  void setBit(int bit, Access access);

  void clearBit(int bit, Access access);

  boolean testAndSet(int bit, Access access);

  boolean testAndClear(int bit, Access access);

  void await(int value);

  long awaitNot(int value);

  /** A 32-bit one. */
  record Narrow(IntCell cell) implements NumberCell {
    @Override
    public long get(Access access) {
      return cell.get(access);
    }

    @Override
    public void set(int value, Access access) {
      cell.set(value, access);
    }

    @Override
    public long compareAndExchange(int expected, int desired, Access access) {
      return cell.compareAndExchange(expected, desired, access);
    }

    @Override
    public boolean compareAndSet(int expected, int desired, Access access) {
      return cell.compareAndSet(expected, desired, access);
    }

    @Override
    public long getAndAdd(int delta, Access access) {
      return cell.getAndAdd(delta, access);
    }

    @Override
    public void add(int delta, Access access) {
      cell.add(delta, access);
    }

    @Override
    public long getAndSet(int value, Access access) {
      return cell.getAndSet(value, access);
    }

    @Override
    public long addUnless(int delta, int unless) {
      return cell.addUnless(delta, unless);
    }

    @Override
    public long getAndAnd(int mask, Access access) {
      return cell.getAndAnd(mask, access);
    }

    @Override
    public long getAndOr(int mask, Access access) {
      return cell.getAndOr(mask, access);
    }

    @Override
    public long getAndXor(int mask, Access access) {
      return cell.getAndXor(mask, access);
    }

    @Override
    public void setBit(int bit, Access access) {
      cell.setBit(bit, access);
    }

    @Override
    public void clearBit(int bit, Access access) {
      cell.clearBit(bit, access);
    }

    @Override
    public boolean testAndSet(int bit, Access access) {
      return cell.testAndSet(bit, access);
    }

    @Override
    public boolean testAndClear(int bit, Access access) {
      return cell.testAndClear(bit, access);
    }

    @Override
    public void await(int value) {
      cell.await(value);
    }

    @Override
    public long awaitNot(int value) {
      return cell.awaitNot(value);
    }
  }

  /** A 64-bit one. */
  record Wide(LongCell cell) implements NumberCell {
    @Override
    public long get(Access access) {
      return cell.get(access);
    }

    @Override
    public void set(int value, Access access) {
      cell.set(value, access);
    }

    @Override
    public long compareAndExchange(int expected, int desired, Access access) {
      return cell.compareAndExchange(expected, desired, access);
    }

    @Override
    public boolean compareAndSet(int expected, int desired, Access access) {
      return cell.compareAndSet(expected, desired, access);
    }

    @Override
    public long getAndAdd(int delta, Access access) {
      return cell.getAndAdd(delta, access);
    }

    @Override
    public void add(int delta, Access access) {
      cell.add(delta, access);
    }

    @Override
    public long getAndSet(int value, Access access) {
      return cell.getAndSet(value, access);
    }

    @Override
    public long addUnless(int delta, int unless) {
      return cell.addUnless(delta, unless);
    }

    @Override
    public long getAndAnd(int mask, Access access) {
      return cell.getAndAnd(mask, access);
    }

    @Override
    public long getAndOr(int mask, Access access) {
      return cell.getAndOr(mask, access);
    }

    @Override
    public long getAndXor(int mask, Access access) {
      return cell.getAndXor(mask, access);
    }

    @Override
    public void setBit(int bit, Access access) {
      cell.setBit(bit, access);
    }

    @Override
    public void clearBit(int bit, Access access) {
      cell.clearBit(bit, access);
    }

    @Override
    public boolean testAndSet(int bit, Access access) {
      return cell.testAndSet(bit, access);
    }

    @Override
    public boolean testAndClear(int bit, Access access) {
      return cell.testAndClear(bit, access);
    }

    @Override
    public void await(int value) {
      cell.await(value);
    }

    @Override
    public long awaitNot(int value) {
      return cell.awaitNot(value);
    }
  }
}
