package vcpucheck.checker.memory.threads;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.RefCell;

/** A pointer cell over a variable handle. */
final class NativeRefCell<T> implements RefCell<T> {
  private final NativeReference<@Nullable T> pointer;

  NativeRefCell(NativeReference<@Nullable T> pointer) {
    this.pointer = pointer;
  }

  @Override
  public @Nullable T get(Access access) {
    return pointer.get(access);
  }

  @Override
  public void set(@Nullable T value, Access access) {
    pointer.set(value, access);
  }

  @Override
  public @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired, Access access) {
    return pointer.compareAndExchange(expected, desired, access);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // pointers
  public boolean compareAndSet(@Nullable T expected, @Nullable T desired, Access access) {
    return pointer.compareAndExchange(expected, desired, access) == expected;
  }

  @Override
  public @Nullable T getAndSet(@Nullable T value, Access access) {
    return pointer.getAndSet(value, access);
  }
}
