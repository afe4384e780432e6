package vcpucheck.checker.oracle;

/** Ends the code that assumed what does not hold. */
final class CutException extends RuntimeException {
  private static final long serialVersionUID = 1;
}
