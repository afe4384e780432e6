package vcpucheck.scenarios.conform;

/**
 * The first thing in a trace that the model does otherwise than the real mediator.
 *
 * @param file the trace file's name
 * @param trace the trace's number
 * @param name the trace's name
 * @param step the step's number, or the number of steps if it is the trace's end
 * @param field what differs, as a path into the step's record
 * @param expected what the real mediator did
 * @param got what the model did
 */
public record Difference(
    String file, int trace, String name, int step, String field, String expected, String got) {
  /** The difference as one line. */
  @Override
  public String toString() {
    return file
        + " trace "
        + trace
        + " ("
        + name
        + ") step "
        + step
        + ": "
        + field
        + ": expected "
        + expected
        + ", got "
        + got;
  }
}
