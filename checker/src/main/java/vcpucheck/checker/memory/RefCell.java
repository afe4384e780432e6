package vcpucheck.checker.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shared pointer to a slot of a {@link Slab}, or null.
 *
 * <p>As in C, the pointer says nothing about whether its slot is still allocated, or allocated
 * again for something else. Methods without an {@link Access} are plain for loads and stores and
 * volatile for read-modify-writes.
 *
 * @param <T> the slab's struct handle
 */
public final class RefCell<T> {
  private final ObjectBackend<T> backend;

  private RefCell(ObjectBackend<T> backend) {
    this.backend = backend;
  }

  /** The cell over a word of a memory. */
  public static <T> RefCell<T> over(ObjectBackend<T> backend) {
    return new RefCell<>(Objects.requireNonNull(backend));
  }

  /** Loads the pointer. */
  public @Nullable T get(Access access) {
    return backend.load(access);
  }

  /** Stores a pointer. */
  public void set(@Nullable T value, Access access) {
    backend.store(value, access);
  }

  /**
   * Stores {@code desired} if the pointer is {@code expected}.
   *
   * @return the pointer before the operation: {@code expected} exactly if it succeeded
   */
  public @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired, Access access) {
    return backend.compareAndExchange(expected, desired, access);
  }

  /** As {@link #compareAndExchange}, but observes only whether it succeeded. */
  public boolean compareAndSet(@Nullable T expected, @Nullable T desired, Access access) {
    return backend.compareAndSet(expected, desired, access);
  }

  /** Stores a pointer and returns the one before. */
  public @Nullable T getAndSet(@Nullable T value, Access access) {
    return backend.getAndSet(value, access);
  }

  /** Loads the pointer, plain. */
  public @Nullable T get() {
    return get(Access.PLAIN);
  }

  /** Stores a pointer, plain. */
  public void set(@Nullable T value) {
    set(value, Access.PLAIN);
  }

  /** Volatile {@link #compareAndExchange(Object, Object, Access)}. */
  public @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired) {
    return compareAndExchange(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #compareAndSet(Object, Object, Access)}. */
  public boolean compareAndSet(@Nullable T expected, @Nullable T desired) {
    return compareAndSet(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #getAndSet(Object, Access)}. */
  public @Nullable T getAndSet(@Nullable T value) {
    return getAndSet(value, Access.VOLATILE);
  }
}
