package vcpucheck.checker.engine.automaton;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Op;
import vcpucheck.checker.machine.Op.Kind;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.RefCell;

/**
 * The simulated {@link RefCell}.
 *
 * @param cells performs its operations
 * @param variable its variable
 */
record SimulatedRefCell<T>(SimulatedCells cells, int variable) implements RefCell<T> {
  private long perform(Kind kind, @Nullable T a, @Nullable T b, Access access) {
    return cells.perform(new Op(kind, variable, number(a), number(b), access));
  }

  private int number(@Nullable T object) {
    return cells.variables().values().number(object);
  }

  @SuppressWarnings("unchecked") // only objects of this type are ever stored
  private @Nullable T object(long number) {
    return (T) cells.variables().values().object(number);
  }

  @Override
  public @Nullable T get(Access access) {
    return object(perform(Kind.LOAD, null, null, access.forLoad()));
  }

  @Override
  public void set(@Nullable T value, Access access) {
    perform(Kind.STORE, value, null, access.forStore());
  }

  @Override
  public @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired, Access access) {
    return object(perform(Kind.COMPARE_AND_EXCHANGE, expected, desired, access.forUpdate()));
  }

  @Override
  public boolean compareAndSet(@Nullable T expected, @Nullable T desired, Access access) {
    return perform(Kind.COMPARE_AND_SET, expected, desired, access.forUpdate()) != 0;
  }

  @Override
  public @Nullable T getAndSet(@Nullable T value, Access access) {
    return object(perform(Kind.SWAP, value, null, access.forUpdate()));
  }
}
