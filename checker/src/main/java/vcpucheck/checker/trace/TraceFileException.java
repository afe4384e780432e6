package vcpucheck.checker.trace;

/**
 * What should be a trace is none. The message says what must hold, the facts, and what to do if
 * there is something to do.
 */
public final class TraceFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TraceFileException(String message) {
    super(message);
  }

  TraceFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
