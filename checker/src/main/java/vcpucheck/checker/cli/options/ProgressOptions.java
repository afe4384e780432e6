package vcpucheck.checker.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.terminal.ProgressMeter.Style;

/** The option that says how progress is shown. */
public final class ProgressOptions {
  @Option(
      names = "--progress",
      paramLabel = "STYLE",
      completionCandidates = Styles.class,
      description = "auto: one line, if on a terminal (default); plain: line after line; none")
  private @Nullable String progress;

  /** How progress is shown beside a report. */
  public Style style(OutputOptions output) {
    output.requireLoud("--progress", progress != null);
    if (progress == null) {
      return output.isQuiet() ? Style.NONE : Style.AUTO;
    }
    return OptionParsers.constant("progress", progress, Style.class);
  }

  /** What completion offers. */
  static final class Styles extends Candidates {
    Styles() {
      super(Style.values());
    }
  }
}
