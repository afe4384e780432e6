package vcpucheck.checker.model;

/**
 * The user's model is wrong: not deterministic, not immutable where it must be, too small. The
 * message says what must hold, the facts, and what to do.
 */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
