package vcpucheck.checker.engine.automaton;

import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Op.Kind;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.NumberBackend;
import vcpucheck.checker.memory.NumberUpdate;

/**
 * A number of the simulated memory.
 *
 * @param cells performs its operations
 * @param variable its variable
 */
record SimulatedNumber(SimulatedCells cells, int variable) implements NumberBackend {
  private long perform(Kind kind, long a, long b, Access access) {
    return cells.perform(new Op(kind, variable, a, b, access));
  }

  @Override
  public long load(Access access) {
    return perform(Kind.LOAD, 0, 0, access.forLoad());
  }

  @Override
  public void store(long value, Access access) {
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
  public long getAndUpdate(NumberUpdate update, long operand, Access access) {
    Kind kind =
        switch (update) {
          case SET -> Kind.SWAP;
          case ADD_INT -> Kind.GET_AND_ADD_INT;
          case ADD_LONG -> Kind.GET_AND_ADD_LONG;
          case AND -> Kind.GET_AND_AND;
          case OR -> Kind.GET_AND_OR;
          case XOR -> Kind.GET_AND_XOR;
          case AND_NOT -> Kind.GET_AND_CLEAR;
        };
    return perform(kind, operand, 0, access.forUpdate());
  }

  @Override
  public void update(NumberUpdate update, long operand, Access access) {
    Kind kind =
        switch (update) {
          case SET ->
              throw new IllegalArgumentException("a store that observes nothing is no update");
          case ADD_INT -> Kind.ADD_INT;
          case ADD_LONG -> Kind.ADD_LONG;
          case AND -> Kind.AND;
          case OR -> Kind.OR;
          case XOR -> Kind.XOR;
          case AND_NOT -> Kind.AND_NOT;
        };
    perform(kind, operand, 0, access.forUpdate());
  }

  @Override
  public boolean testAndUpdate(NumberUpdate update, long mask, Access access) {
    Kind kind =
        switch (update) {
          case OR -> Kind.TEST_AND_SET;
          case AND_NOT -> Kind.TEST_AND_CLEAR;
          default ->
              throw new IllegalArgumentException(
                  "a tested bit is set or cleared: update=" + update);
        };
    return perform(kind, mask, 0, access.forUpdate()) != 0;
  }

  @Override
  public long addUnless(NumberUpdate add, long delta, long unless) {
    Kind kind = add == NumberUpdate.ADD_INT ? Kind.ADD_UNLESS_INT : Kind.ADD_UNLESS_LONG;
    return perform(kind, delta, unless, Access.VOLATILE);
  }

  @Override
  public void await(long value, Access access) {
    perform(Kind.AWAIT, value, 0, access.forLoad());
  }

  @Override
  public long awaitNot(long value, Access access) {
    return perform(Kind.AWAIT_NOT, value, 0, access.forLoad());
  }
}
