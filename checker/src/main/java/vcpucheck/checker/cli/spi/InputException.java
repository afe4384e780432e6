package vcpucheck.checker.cli.spi;

/**
 * What the user gave is wrong: an argument or a file. The message is one sentence: what must hold,
 * the facts, what to do next.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
