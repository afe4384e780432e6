package vcpucheck.checker.engine.automaton;

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
}
