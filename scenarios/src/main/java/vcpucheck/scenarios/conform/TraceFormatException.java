package vcpucheck.scenarios.conform;

/** A trace file is not what it must be; the message is one sentence for the user. */
public final class TraceFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TraceFormatException(String message) {
    super(message);
  }

  TraceFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
