package vcpucheck.checker;

/**
 * A checkpoint cannot be resumed: it is damaged, or not of this search. The message is one
 * sentence: what must hold, the facts, what to do next.
 */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
