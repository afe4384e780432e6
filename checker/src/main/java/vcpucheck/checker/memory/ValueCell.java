package vcpucheck.checker.memory;

import java.util.Objects;
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
public final class ValueCell<T> {
  private final ObjectBackend<T> backend;

  private ValueCell(ObjectBackend<T> backend) {
    this.backend = backend;
  }

  /** The cell over a word of a memory. */
  public static <T> ValueCell<T> over(ObjectBackend<T> backend) {
    return new ValueCell<>(Objects.requireNonNull(backend));
  }

  /** Loads the value. */
  public T get(Access access) {
    return Objects.requireNonNull(backend.load(access));
  }

  /** Stores a value. */
  public void set(T value, Access access) {
    backend.store(value, access);
  }

  /** Loads the value and returns {@code part} of it: observes only that. */
  public <R> R project(Function<? super T, ? extends R> part, Access access) {
    return backend.project(part, access);
  }

  /** Replaces the value by {@code change} of it, as one store that observes nothing. */
  public void update(UnaryOperator<T> change, Access access) {
    backend.update(change, access);
  }

  /** Loads the value, plain. */
  public T get() {
    return get(Access.PLAIN);
  }

  /** Stores a value, plain. */
  public void set(T value) {
    set(value, Access.PLAIN);
  }
}
