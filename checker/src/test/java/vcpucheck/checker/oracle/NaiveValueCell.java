package vcpucheck.checker.oracle;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.ValueCell;

/** A cell of immutable values. */
record NaiveValueCell<T>(NaiveCell<T> cell) implements ValueCell<T> {
  @Override
  public T get(Access access) {
    return cell.read(Function.identity(), access);
  }

  @Override
  public void set(T value, Access access) {
    cell.write(before -> value, access);
  }

  @Override
  public <R> R project(Function<? super T, ? extends R> part, Access access) {
    return cell.read(part::apply, access);
  }

  @Override
  public void update(UnaryOperator<T> change, Access access) {
    cell.write(change, access);
  }
}
