package vcpucheck.checker.cli.spi;

/**
 * How output is laid out.
 *
 * @param width how many characters a line of a report should have at most
 * @param progressWidth how many characters a line of progress has at most
 * @param isLive whether progress is one line that changes in place
 */
public record Screen(int width, int progressWidth, boolean isLive) {
  /** The width if neither the user nor a terminal says otherwise. */
  public static final int USUAL_WIDTH = 80;

  /** The least width into which reports fit. */
  public static final int LEAST_WIDTH = 40;

  /** Output that goes to no terminal. */
  public static final Screen NONE = new Screen(USUAL_WIDTH, USUAL_WIDTH, false);
}
