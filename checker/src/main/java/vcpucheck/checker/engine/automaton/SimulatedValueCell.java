package vcpucheck.checker.engine.automaton;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import vcpucheck.checker.machine.Op;
import vcpucheck.checker.machine.Op.Kind;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.ValueCell;

/**
 * The simulated {@link ValueCell}.
 *
 * @param cells performs its operations
 * @param variable its variable
 */
record SimulatedValueCell<T>(SimulatedCells cells, int variable) implements ValueCell<T> {
  private long perform(Kind kind, long a, Access access) {
    return cells.perform(new Op(kind, variable, a, 0, access));
  }

  private int number(Object object) {
    return cells.variables().values().number(object);
  }

  @Override
  @SuppressWarnings("unchecked") // only objects of this type are ever stored
  public T get(Access access) {
    return (T) cells.variables().values().nonNull(perform(Kind.LOAD, 0, access.forLoad()));
  }

  @Override
  public void set(T value, Access access) {
    perform(Kind.STORE, number(value), access.forStore());
  }

  @Override
  @SuppressWarnings("unchecked") // the function's results are of this type
  public <R> R project(Function<? super T, ? extends R> part, Access access) {
    return (R)
        cells.variables().values().nonNull(perform(Kind.PROJECT, number(part), access.forLoad()));
  }

  @Override
  public void update(UnaryOperator<T> change, Access access) {
    perform(Kind.UPDATE, number(change), access.forStore());
  }
}
