package vcpucheck.checker.engine.automaton;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;

/** What becomes of an operation: it is done at once, recorded, or only allowed to read. */
interface OperationHandler {
  /**
   * Performs an operation.
   *
   * @return its result: see {@link Op.Kind}
   * @throws Suspended if it has none yet
   */
  long perform(Op op);

  /** Whether a failing {@code debugAssert} is a violation. */
  default boolean assertionsCount() {
    return true;
  }

  /** Runs the body of a C function: {@link vcpucheck.checker.memory.Memory#call}. */
  default <R extends @Nullable Object> R call(Supplier<R> body) {
    return body.get();
  }

  /** Which way code goes at a point where its forms differ. */
  default boolean decide(String decision, boolean way) {
    return way;
  }
}
