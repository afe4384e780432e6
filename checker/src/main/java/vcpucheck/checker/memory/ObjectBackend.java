package vcpucheck.checker.memory;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The word behind a {@link RefCell} or {@link ValueCell}: what a memory implements once for both.
 *
 * <p>Every method is one indivisible step of the executing vCPU.
 *
 * @param <T> what it holds, or null
 */
public interface ObjectBackend<T> {
  /** Loads the object. */
  @Nullable T load(Access access);

  /** Stores an object. */
  void store(@Nullable T value, Access access);

  /** Stores {@code desired} if the object is {@code expected}; returns the object before. */
  @Nullable T compareAndExchange(@Nullable T expected, @Nullable T desired, Access access);

  /** As {@link #compareAndExchange}, but observes only whether it succeeded. */
  boolean compareAndSet(@Nullable T expected, @Nullable T desired, Access access);

  /** Stores an object and returns the one before. */
  @Nullable T getAndSet(@Nullable T value, Access access);

  /** Loads the object and observes only part of it. */
  <R> R project(Function<? super T, ? extends R> part, Access access);

  /** Replaces the object by a function of it, as one store that observes nothing. */
  void update(UnaryOperator<T> change, Access access);
}
