package vcpucheck.checker.memory;

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
public interface RefCell<T> {
  /** Loads the pointer. */
  @Nullable T get(Access access);

  /** Stores a pointer. */
  void set(@Nullable T value, Access access);

  /**
   * Stores {@code desired} if the pointer is {@code expected}.
   *
   * @return the pointer before the operation: {@code expected} exactly if it succeeded
   */
  @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired, Access access);

  /** As {@link #compareAndExchange}, but observes only whether it succeeded. */
  boolean compareAndSet(@Nullable T expected, @Nullable T desired, Access access);

  /** Stores a pointer and returns the one before. */
  @Nullable T getAndSet(@Nullable T value, Access access);

  /** Loads the pointer, plain. */
  default @Nullable T get() {
    return get(Access.PLAIN);
  }

  /** Stores a pointer, plain. */
  default void set(@Nullable T value) {
    set(value, Access.PLAIN);
  }

  /** Volatile {@link #compareAndExchange(Object, Object, Access)}. */
  default @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired) {
    return compareAndExchange(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #compareAndSet(Object, Object, Access)}. */
  default boolean compareAndSet(@Nullable T expected, @Nullable T desired) {
    return compareAndSet(expected, desired, Access.VOLATILE);
  }

  /** Volatile {@link #getAndSet(Object, Access)}. */
  default @Nullable T getAndSet(@Nullable T value) {
    return getAndSet(value, Access.VOLATILE);
  }
}
