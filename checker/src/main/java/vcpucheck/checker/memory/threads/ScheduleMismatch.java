package vcpucheck.checker.memory.threads;

/** Threads cannot do what a schedule demands of an operation. */
public final class ScheduleMismatch extends IllegalStateException {
  private static final long serialVersionUID = 1;

  ScheduleMismatch(String message) {
    super(message);
  }
}
