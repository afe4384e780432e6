package vcpucheck.checker.memory;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A shared variable over immutable values: an enum, or the whole content of a memory page as one
 * record.
 *
 * <p>{@link #project} and {@link #update} make it possible to read or write a part (one word of a
 * page) in one step and to observe no more than that part. The functions must be immutable and
 * comparable by {@code equals}: an enum constant or a record that implements the interface, not a
 * lambda.
 *
 * @param <T> an immutable type with {@code equals} and {@code hashCode}
 */
public interface ValueCell<T> {
  /** Loads the value. */
  T get(Access access);

  /** Stores a value. */
  void set(T value, Access access);

  /** Loads the value and returns {@code part} of it: observes only that. */
  <R> R project(Function<? super T, ? extends R> part, Access access);

  /** Replaces the value by {@code change} of it, as one store that observes nothing. */
  void update(UnaryOperator<T> change, Access access);

  /** Loads the value, plain. */
  default T get() {
    return get(Access.PLAIN);
  }

  /** Stores a value, plain. */
  default void set(T value) {
    set(value, Access.PLAIN);
  }
}
