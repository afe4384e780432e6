package vcpucheck.checker.engine.automaton;

import vcpucheck.checker.machine.Op;
import vcpucheck.checker.machine.Op.Kind;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;

/**
 * The simulated {@link IntCell}.
 *
 * @param cells performs its operations
 * @param variable its variable
 */
record SimulatedIntCell(SimulatedCells cells, int variable) implements IntCell {
  private long perform(Kind kind, long a, long b, Access access) {
    return cells.perform(new Op(kind, variable, a, b, access));
  }

  @Override
  public int get(Access access) {
    return (int) perform(Kind.LOAD, 0, 0, access.forLoad());
  }

  @Override
  public void set(int value, Access access) {
    perform(Kind.STORE, value, 0, access.forStore());
  }

  @Override
  public int compareAndExchange(int expected, int desired, Access access) {
    return (int) perform(Kind.COMPARE_AND_EXCHANGE, expected, desired, access.forUpdate());
  }

  @Override
  public boolean compareAndSet(int expected, int desired, Access access) {
    return perform(Kind.COMPARE_AND_SET, expected, desired, access.forUpdate()) != 0;
  }

  @Override
  public int getAndAdd(int delta, Access access) {
    return (int) perform(Kind.GET_AND_ADD_INT, delta, 0, access.forUpdate());
  }

  @Override
  public void add(int delta, Access access) {
    perform(Kind.ADD_INT, delta, 0, access.forUpdate());
  }

  @Override
  public int getAndSet(int value, Access access) {
    return (int) perform(Kind.SWAP, value, 0, access.forUpdate());
  }

  @Override
  public int addUnless(int delta, int unless) {
    return (int) perform(Kind.ADD_UNLESS_INT, delta, unless, Access.VOLATILE);
  }

  @Override
  public void await(int value) {
    perform(Kind.AWAIT, value, 0, Access.ACQUIRE);
  }

  @Override
  public int awaitNot(int value) {
    return (int) perform(Kind.AWAIT_NOT, value, 0, Access.ACQUIRE);
  }
}
