package vcpucheck.checker.machine.weak;

/** Thrown where code would have to be unfolded, or a component numbered, and must not. */
public final class UnknownComponent extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace and no cause
  public static final UnknownComponent INSTANCE = new UnknownComponent();

  private UnknownComponent() {
    super(null, null, false, false);
  }
}
