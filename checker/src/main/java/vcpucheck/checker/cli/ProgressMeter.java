package vcpucheck.checker.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.report.Numbers;

/** Shows how far a search is, and remembers it. */
final class ProgressMeter implements ProgressListener {
  /** How progress is shown. */
  enum Style {
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
  private final Interruption interruption;
  private final PrintWriter err;
  private final boolean isLive;
  private final boolean isPlain;
  private Duration due = PATIENCE;
  private boolean hasWarnedOfGrowth;
  private volatile @Nullable Progress last;

  ProgressMeter(String title, Style style, Console console, Interruption interruption) {
    this.title = title;
    this.interruption = interruption;
    err = console.err();
    isLive = style == Style.AUTO && console.isTerminal();
    isPlain = style == Style.PLAIN;
  }

  @Override
  public boolean wantsToStop() {
    return interruption.isRequested();
  }

  @Override
  public void progress(Progress progress) {
    last = progress;
    progress.growth().ifPresent(this::warnOfGrowth);
    if (progress.elapsed().compareTo(due) < 0) {
      return;
    }
    if (isLive) {
      err.print(ERASE + text(progress));
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

  private String text(Progress progress) {
    return title
        + ": "
        + Numbers.counted(progress.states(), "state")
        + ", "
        + Numbers.counted(progress.transitions(), "transition")
        + ", depth "
        + Numbers.grouped(progress.depth())
        + ", "
        + Numbers.grouped(progress.frontier())
        + " waiting, "
        + Numbers.bytes(progress.bytes())
        + ", "
        + Numbers.rate(progress.states(), progress.elapsed())
        + " states/s, "
        + progress.elapsed().toSeconds()
        + " s"
        + estimate(progress);
  }

  private static String estimate(Progress progress) {
    return progress.estimate().isEmpty()
        ? ""
        : ", about " + Numbers.rounded(progress.estimate().getAsLong()) + " states (estimate)";
  }

  /** Says that something went wrong that the search survives. */
  void warn(String sentence) {
    end();
    err.println("vcpucheck: " + sentence);
  }

  /** Removes the line that changes. */
  void end() {
    if (isLive && last != null) {
      err.print(ERASE);
      err.flush();
    }
  }

  /** The last that was heard of the search. */
  Progress last() {
    Progress heard = last;
    return heard == null ? new Progress(0, 0, 0, 0, 0, Duration.ZERO, OptionalLong.empty()) : heard;
  }
}
