package vcpucheck.checker.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.report.NumberFormats;

/** Shows how far a search is, and remembers it. */
public final class ProgressMeter implements ProgressListener {
  /** How progress is shown. */
  public enum Style {
    /** As one line that changes, if on a terminal. */
    AUTO,
    /** As line after line. */
    PLAIN,
    /** Not at all. */
    NONE
  }

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);
  private static final String ERASE = "\r\u001b[K";

  private final String title;
  private final BooleanSupplier interruption;
  private final PrintWriter err;
  private final int width;
  private final boolean isLive;
  private final boolean isPlain;
  private Duration due = PATIENCE;
  private boolean hasWarnedOfGrowth;
  private volatile @Nullable Progress last;

  /** A meter for a search that {@code interruption} can stop. */
  public ProgressMeter(String title, Style style, Console console, BooleanSupplier interruption) {
    this.title = title;
    this.interruption = interruption;
    err = console.err();
    width = console.screen().progressWidth();
    isLive = style == Style.AUTO && console.screen().isLive();
    isPlain = style == Style.PLAIN;
  }

  @Override
  public boolean wantsToStop() {
    return interruption.getAsBoolean();
  }

  @Override
  public void progress(Progress progress) {
    last = progress;
    progress.growth().ifPresent(this::warnOfGrowth);
    if (progress.elapsed().compareTo(due) < 0) {
      return;
    }
    if (isLive) {
      err.print(ERASE + cut(text(progress)));
      err.flush();
    } else if (isPlain) {
      due = progress.elapsed().plus(PLAIN_INTERVAL);
      err.println(text(progress));
    }
  }

  /** Says once that the program may grow for ever. */
  private void warnOfGrowth(String sentence) {
    if (!hasWarnedOfGrowth) {
      hasWarnedOfGrowth = true;
      warn(title + " may never end: " + sentence);
    }
  }

  /** What fits into the line: in its last column a terminal would begin another one. */
  private String cut(String text) {
    return text.length() < width ? text : text.substring(0, width - 1);
  }

  /* What matters most is first, for a narrow terminal cuts the rest off. */
  private String text(Progress progress) {
    return title
        + ": "
        + NumberFormats.counted(progress.states(), "state")
        + estimate(progress)
        + ", "
        + progress.elapsed().toSeconds()
        + " s, "
        + NumberFormats.rate(progress.states(), progress.elapsed())
        + " states/s, depth "
        + NumberFormats.grouped(progress.depth())
        + ", "
        + NumberFormats.grouped(progress.frontier())
        + " waiting, "
        + NumberFormats.bytes(progress.bytes())
        + ", "
        + NumberFormats.counted(progress.transitions(), "transition");
  }

  private static String estimate(Progress progress) {
    return progress.estimate().isEmpty()
        ? ""
        : " of about " + NumberFormats.rounded(progress.estimate().getAsLong()) + " (estimate)";
  }

  /** Reports a failure that the search survives. */
  public void warn(String sentence) {
    end();
    err.println("vcpucheck: " + sentence);
  }

  /** Removes the line that changes. */
  public void end() {
    if (isLive && last != null) {
      err.print(ERASE);
      err.flush();
    }
  }

  /** The last progress of the search. */
  public Progress last() {
    Progress heard = last;
    return heard == null
        ? new Progress(0, 0, 0, 0, 0, Duration.ZERO, OptionalLong.empty(), Optional.empty())
        : heard;
  }
}
