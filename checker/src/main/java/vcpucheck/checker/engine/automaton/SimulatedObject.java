package vcpucheck.checker.engine.automaton;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Op.Kind;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.ObjectBackend;

/**
 * A pointer or value of the simulated memory.
 *
 * @param cells performs its operations
 * @param variable its variable
 */
record SimulatedObject<T>(SimulatedCells cells, int variable) implements ObjectBackend<T> {
  private long perform(Kind kind, int a, int b, Access access) {
    return cells.perform(new Op(kind, variable, a, b, access));
  }

  private int number(@Nullable Object object) {
    return cells.variables().values().number(object);
  }

  @SuppressWarnings("unchecked") // only objects of this type are ever stored
  private @Nullable T object(long number) {
    return (T) cells.variables().values().object(number);
  }

  @Override
  public @Nullable T load(Access access) {
    return object(perform(Kind.LOAD, InternTable.NULL, InternTable.NULL, access.forLoad()));
  }

  @Override
  public void store(@Nullable T value, Access access) {
    perform(Kind.STORE, number(value), InternTable.NULL, access.forStore());
  }

  @Override
  public @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired, Access access) {
    return object(
        perform(Kind.COMPARE_AND_EXCHANGE, number(expected), number(desired), access.forUpdate()));
  }

  @Override
  public boolean compareAndSet(@Nullable T expected, @Nullable T desired, Access access) {
    return perform(Kind.COMPARE_AND_SET, number(expected), number(desired), access.forUpdate())
        != 0;
  }

  @Override
  public @Nullable T getAndSet(@Nullable T value, Access access) {
    return object(perform(Kind.SWAP, number(value), InternTable.NULL, access.forUpdate()));
  }

  @Override
  @SuppressWarnings("unchecked") // the function's results are of this type
  public <R> R project(Function<? super T, ? extends R> part, Access access) {
    long result = perform(Kind.PROJECT, number(part), InternTable.NULL, access.forLoad());
    return (R) cells.variables().values().nonNull(result);
  }

  @Override
  public void update(UnaryOperator<T> change, Access access) {
    perform(Kind.UPDATE, number(change), InternTable.NULL, access.forStore());
  }
}
