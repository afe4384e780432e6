package vcpucheck.scenarios.stress;

/**
 * How often a test was seen to end in some way, or why it failed.
 *
 * @param test the name of the class
 * @param outcome both answers, or why it failed
 * @param samples how often, or {@link #FAILURE}
 */
record StressObservation(String test, String outcome, long samples) {
  /** Stands for no number of samples. */
  static final long FAILURE = -1;

  private static final String TAB = "\t";

  /** As a line of a file. */
  String line() {
    return String.join(TAB, test, Long.toString(samples), outcome.replaceAll("\\s+", " "));
  }

  /** What {@link #line} wrote. */
  static StressObservation of(String line) {
    String[] fields = line.split(TAB, 3);
    return new StressObservation(fields[0], fields[2], Long.parseLong(fields[1]));
  }
}
