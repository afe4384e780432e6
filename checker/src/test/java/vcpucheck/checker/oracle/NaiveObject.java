package vcpucheck.checker.oracle;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.ObjectBackend;

/** A pointer or value of the naive memory. */
@SuppressWarnings({"ReferenceEquality", "NullAway"}) // pointers, which can be null
record NaiveObject<T>(NaiveCell<@Nullable T> cell) implements ObjectBackend<T> {
  @Override
  public @Nullable T load(Access access) {
    return cell.read(Function.identity(), access);
  }

  @Override
  public void store(@Nullable T value, Access access) {
    cell.write(before -> value, access);
  }

  @Override
  public @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired, Access access) {
    return cell.update(
        before -> before == expected ? desired : before, Function.identity(), access);
  }

  @Override
  public boolean compareAndSet(@Nullable T expected, @Nullable T desired, Access access) {
    return cell.update(
        before -> before == expected ? desired : before, before -> before == expected, access);
  }

  @Override
  public @Nullable T getAndSet(@Nullable T value, Access access) {
    return cell.update(before -> value, Function.identity(), access);
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
