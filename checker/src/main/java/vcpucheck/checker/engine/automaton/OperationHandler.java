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

  /**
   * Carries control out of code under test when it asks for an operation that has no recorded
   * result. One stackless instance serves all.
   */
  final class Suspended extends Error {
    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace and no cause
    static final Suspended INSTANCE = new Suspended();

    private static final long serialVersionUID = 1;

    private Suspended() {
      super("code under test must let this pass", null, false, false);
    }
  }
}
