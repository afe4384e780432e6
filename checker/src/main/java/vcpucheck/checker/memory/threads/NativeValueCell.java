package vcpucheck.checker.memory.threads;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.ValueCell;

/** A cell of immutable values over a variable handle. */
final class NativeValueCell<T> implements ValueCell<T> {
  private final NativeReference<T> value;

  NativeValueCell(NativeReference<T> value) {
    this.value = value;
  }

  @Override
  public T get(Access access) {
    return value.get(access);
  }

  @Override
  public void set(T newValue, Access access) {
    value.set(newValue, access);
  }

  @Override
  public <R> R project(Function<? super T, ? extends R> part, Access access) {
    return part.apply(value.get(access));
  }

  @Override
  public void update(UnaryOperator<T> change, Access access) {
    value.update(change, access);
  }
}
