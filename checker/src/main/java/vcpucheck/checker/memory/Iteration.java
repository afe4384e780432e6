package vcpucheck.checker.memory;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one run of a {@link Memory#loop loop} body ended: with another iteration, or with a result.
 *
 * @param <S> the loop state
 * @param <R> the loop's result
 */
public sealed interface Iteration<S, R extends @Nullable Object> {
  /** Goes on with a new loop state. */
  static <S, R extends @Nullable Object> Iteration<S, R> again(S state) {
    return new Again<>(state);
  }

  /** Leaves the loop. */
  static <S, R extends @Nullable Object> Iteration<S, R> done(R result) {
    return new Done<>(result);
  }

  /**
   * Runs the loop from a state to its result.
   *
   * @throws NullPointerException if the body returns null
   */
  static <S, R extends @Nullable Object> R run(S initial, Function<S, Iteration<S, R>> body) {
    S state = initial;
    while (true) {
      Iteration<S, R> iteration = body.apply(state);
      if (iteration instanceof Done<S, R> done) {
        return done.result();
      }
      state = ((Again<S, R>) iteration).state();
    }
  }

  /** Another iteration. */
  record Again<S, R extends @Nullable Object>(S state) implements Iteration<S, R> {}

  /** The end of the loop. */
  record Done<S, R extends @Nullable Object>(R result) implements Iteration<S, R> {}
}
