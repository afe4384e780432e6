package vcpucheck.checker.engine.automaton;

import vcpucheck.checker.machine.Op;
import vcpucheck.checker.machine.Op.Kind;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.LongCell;

/**
 * The simulated {@link LongCell}.
 *
 * @param cells performs its operations
 * @param variable its variable
 */
record SimulatedLongCell(SimulatedCells cells, int variable) implements LongCell {
  private long perform(Kind kind, long a, long b, Access access) {
    return cells.perform(new Op(kind, variable, a, b, access));
  }

  @Override
  public long get(Access access) {
    return perform(Kind.LOAD, 0, 0, access.forLoad());
  }

  @Override
  public void set(long value, Access access) {
    perform(Kind.STORE, value, 0, access.forStore());
  }

  @Override
  public long compareAndExchange(long expected, long desired, Access access) {
    return perform(Kind.COMPARE_AND_EXCHANGE, expected, desired, access.forUpdate());
  }

  @Override
  public boolean compareAndSet(long expected, long desired, Access access) {
    return perform(Kind.COMPARE_AND_SET, expected, desired, access.forUpdate()) != 0;
  }

  @Override
  public long getAndAdd(long delta, Access access) {
    return perform(Kind.GET_AND_ADD_LONG, delta, 0, access.forUpdate());
  }

  @Override
  public void add(long delta, Access access) {
    perform(Kind.ADD_LONG, delta, 0, access.forUpdate());
  }

  @Override
  public long getAndSet(long value, Access access) {
    return perform(Kind.SWAP, value, 0, access.forUpdate());
  }

  @Override
  public long addUnless(long delta, long unless) {
    return perform(Kind.ADD_UNLESS_LONG, delta, unless, Access.VOLATILE);
  }

  @Override
  public void await(long value) {
    perform(Kind.AWAIT, value, 0, Access.ACQUIRE);
  }

  @Override
  public long awaitNot(long value) {
    return perform(Kind.AWAIT_NOT, value, 0, Access.ACQUIRE);
  }
}
