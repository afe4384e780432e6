package vcpucheck.checker.oracle;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.RefCell;

/** A cell of pointers. */
@SuppressWarnings({"ReferenceEquality", "NullAway"}) // pointers, which can be null
record NaiveRefCell<T>(NaiveCell<@Nullable T> cell) implements RefCell<T> {
  @Override
  public @Nullable T get(Access access) {
    return cell.read(Function.identity(), access);
  }

  @Override
  public void set(@Nullable T value, Access access) {
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
}
