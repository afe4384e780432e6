package vcpucheck.checker.report;

/**
 * How a report for people is laid out.
 *
 * @param isFull whether every operation and value of an interleaving is shown as it is; if not,
 *     long runs of one vCPU within one C function become one line, and long values are cut
 * @param width how many characters a line should have at most
 */
public record TextStyle(boolean isFull, int width) {
  /** Not in full, for 80 columns. */
  public static final TextStyle USUAL = new TextStyle(false, 80);
}
