package vcpucheck.checker.cli.spi;

import vcpucheck.checker.model.VerdictKind;

/** The status with which the process ends. A stable contract. */
public final class ExitStatus {
  /** Everything holds, or is as expected. */
  public static final int VERIFIED = 0;

  /** A property is violated, or something is not as expected. */
  public static final int VIOLATED = 1;

  /** The command line, a file or a model is wrong. */
  public static final int USAGE = 2;

  /** A bound was reached, an interruption came, or a replay diverged: nothing is proven. */
  public static final int INCOMPLETE = 3;

  /** What was found again is the same, but by other code or another version. */
  public static final int OTHER_CODE = 4;

  /** A bug of vcpucheck. */
  public static final int BUG = 70;

  private ExitStatus() {}

  /** The status that stands for a verdict. */
  public static int of(VerdictKind verdict) {
    return switch (verdict) {
      case VERIFIED -> VERIFIED;
      case VIOLATED -> VIOLATED;
      case INCOMPLETE -> INCOMPLETE;
    };
  }
}
