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
  private static final long MILLIS = 1_000;
  private static final long MINUTE = 60;
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
      err.print(ERASE + fitting(progress));
      err.flush();
    } else if (isPlain) {
      due = progress.elapsed().plus(PLAIN_INTERVAL);
      err.println(title + ": " + text(progress));
    }
  }

  /** Says once that the program may grow for ever. */
  private void warnOfGrowth(String sentence) {
    if (!hasWarnedOfGrowth) {
      hasWarnedOfGrowth = true;
      warn(title + " may never end: " + sentence);
    }
  }

  /**
   * What fits into the line: in its last column a terminal would begin another one. Where words do
   * not fit, all facts are there in short, and where these do not, the title gives way.
   */
  private String fitting(Progress progress) {
    String whole = title + ": " + text(progress);
    if (whole.length() < width) {
      return whole;
    }
    String facts = ": " + shortText(progress);
    int room = width - 1 - facts.length();
    String name = title.length() <= room ? title : title.substring(0, Math.max(0, room));
    String line = name.isEmpty() ? facts.substring(2) : name + facts;
    return line.length() < width ? line : line.substring(0, width - 1);
  }

  /* What matters most is first, for a very narrow terminal cuts the rest off. */
  private static String text(Progress progress) {
    return NumberFormats.counted(progress.states(), "state")
        + progress.estimate().stream()
            .mapToObj(all -> " of about " + NumberFormats.rounded(all) + " (estimate)")
            .findFirst()
            .orElse("")
        + ", "
        + progress.elapsed().toSeconds()
        + " s"
        + left(progress).map(time -> ", about " + time + " left").orElse("")
        + ", "
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

  private static String shortText(Progress progress) {
    return NumberFormats.brief(progress.states())
        + progress.estimate().stream()
            .mapToObj(all -> "/~" + NumberFormats.brief(all))
            .findFirst()
            .orElse("")
        + " states "
        + time(progress.elapsed().toSeconds())
        + left(progress).map(time -> " ~" + time + " left").orElse("")
        + " "
        + NumberFormats.brief(rate(progress))
        + "/s depth "
        + progress.depth()
        + " queue "
        + NumberFormats.brief(progress.frontier())
        + " "
        + NumberFormats.bytes(progress.bytes()).replace(" ", "");
  }

  /** How many states are found in a second. */
  private static long rate(Progress progress) {
    long millis = Math.max(1, progress.elapsed().toMillis());
    return Math.round(progress.states() * MILLIS / (double) millis);
  }

  /** For how long the search goes on if the estimate is right and the rate stays. */
  private static Optional<String> left(Progress progress) {
    long rate = rate(progress);
    return progress.estimate().isEmpty() || rate == 0
        ? Optional.empty()
        : Optional.of(
            time(Math.max(0, progress.estimate().getAsLong() - progress.states()) / rate));
  }

  private static String time(long seconds) {
    if (seconds < 2 * MINUTE) {
      return seconds + "s";
    }
    return seconds < 2 * MINUTE * MINUTE
        ? seconds / MINUTE + "min"
        : seconds / (MINUTE * MINUTE) + "h";
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
