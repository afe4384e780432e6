package vcpucheck.checker.engine.automaton;

/**
 * Carries control out of code under test when it asks for an operation that has no recorded result.
 * One stackless instance serves all, but for code that asks again while it is unwound: what closes
 * a resource may, and what it throws is then suppressed by the first, which cannot be the same.
 */
public final class Suspended extends Error {
  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace and no cause
  static final Suspended INSTANCE = new Suspended();

  private static final long serialVersionUID = 1;

  Suspended() {
    super("code under test must let this pass", null, false, false);
  }
}
