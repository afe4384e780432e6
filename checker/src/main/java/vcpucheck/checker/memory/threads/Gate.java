package vcpucheck.checker.memory.threads;

import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every operation of a {@link NativeMemory}, and decides when the thread that asks
 * for it may go on. Operations are named as in traces.
 */
public interface Gate {
  /**
   * Waits until the calling thread may do an operation.
   *
   * @param operation the operation: "load (acquire) domain.count"
   * @param isReady whether it would not have to wait for another thread
   */
  void enter(String operation, BooleanSupplier isReady);

  /**
   * The operation is done.
   *
   * @param outcome what came of it, as in traces; empty if it observes too little to say
   */
  void leave(String outcome);

  /**
   * Which alternative the operation takes that the calling thread has entered for, 0 if it has only
   * one; empty if the thread passes freely.
   */
  OptionalInt alternative();

  /** Does an operation that need not wait. */
  default <R extends @Nullable Object> R pass(
      String operation, Supplier<R> body, Function<R, String> outcome) {
    enter(operation, () -> true);
    R result = body.get();
    leave(outcome.apply(result));
    return result;
  }

  /** Does an operation that has no result. */
  default void pass(String operation, Runnable body, String outcome) {
    enter(operation, () -> true);
    body.run();
    leave(outcome);
  }
}
