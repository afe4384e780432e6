package vcpucheck.checker.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.spi.Screen;
import vcpucheck.checker.report.TextStyle;

/** The options that say how a report is printed. */
public final class OutputOptions {
  private static final int MOST_WIDTH = 10_000;

  @Option(
      names = "--width",
      paramLabel = "N",
      description =
          "lay reports out for N columns (default: COLUMNS, or the terminal's width, or 80)")
  private @Nullable String width;

  @Option(
      names = {"-q", "--quiet"},
      description = "print the verdict only, or the names of scenarios, and no progress")
  private boolean quiet;

  /** Whether the verdict alone is wanted. */
  public boolean isQuiet() {
    return quiet;
  }

  /** The layout of reports. */
  public TextStyle style(Console console, boolean isFull) {
    requireLoud("--full", isFull);
    return new TextStyle(isFull, width(console));
  }

  private int width(Console console) {
    if (width == null) {
      return console.screen().width();
    }
    int columns = OptionParsers.positive("--width", width, MOST_WIDTH);
    if (columns < Screen.LEAST_WIDTH) {
      throw new InputException(
          "--width must be at least " + Screen.LEAST_WIDTH + ": --width=" + width);
    }
    return columns;
  }

  /**
   * Checks that nothing else asks for what is not to be printed.
   *
   * @throws InputException if so
   */
  public void requireLoud(String option, boolean isGiven) {
    if (quiet && isGiven) {
      throw contradiction(option);
    }
  }

  private static InputException contradiction(String option) {
    return new InputException(
        "--quiet and " + option + " must not be given together; leave one of them out");
  }
}
