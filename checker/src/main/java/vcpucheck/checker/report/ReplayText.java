package vcpucheck.checker.report;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Lasso;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;

/** A replay for people: what it shows, the steps, and how it ends. */
public final class ReplayText {
  private ReplayText() {}

  /** The replay as text. */
  public static String of(ReplayReport report, TextStyle style) {
    Replay replay = report.replay();
    return of(report, style, TraceText.steps(replay.vcpus(), replay.steps(), style));
  }

  /** The replay with a story in place of the operations. */
  public static String of(ReplayReport report, TextStyle style, Story story) {
    Replay replay = report.replay();
    return of(report, style, StoryText.of(story, replay.vcpus(), replay.steps(), style));
  }

  private static String of(ReplayReport report, TextStyle style, String operations) {
    return headline(report)
        + "\n\n"
        + facts(report)
        + "\n"
        + steps(report, style, operations)
        + end(report, style);
  }

  /** What was replayed on what, a line each. */
  public static String facts(ReplayReport report) {
    TraceFile trace = report.trace();
    int now = report.replay().vcpus().size();
    return "  scenario     "
        + trace.id()
        + " "
        + trace.scenario()
        + "\n  found on     "
        + CheckReport.code(trace.configuration(), trace.vcpus().size())
        + "\n  replayed on  "
        + CheckReport.code(report.configuration(), now)
        + "\n  memory       "
        + trace.memory()
        + "\n";
  }

  private static String steps(ReplayReport report, TextStyle style, String operations) {
    Replay replay = report.replay();
    int count = replay.steps().size();
    if (count == 0) {
      return "";
    }
    Schedule walked = new Schedule(report.trace().schedule().choices().subList(0, count));
    return "Replay: "
        + TraceText.summary(walked, replay.preemptions())
        + "\n\n"
        + operations
        + otherValue(report, style)
        + "\n";
  }

  /** What the replay shows, in one line that is not ended. */
  public static String headline(ReplayReport report) {
    TraceFile trace = report.trace();
    int steps = trace.steps().size();
    return switch (report.outcome()) {
      case REPRODUCED -> "REPRODUCED: " + report.title() + " violates " + trace.property();
      case OTHER_VIOLATION ->
          "OTHER VIOLATION: "
              + report.title()
              + " violates "
              + report.replay().violation().orElseThrow().property()
              + ", not "
              + trace.property()
              + " as in the trace";
      case NO_VIOLATION ->
          "NO VIOLATION: "
              + report.title()
              + ", followed to the end of the trace, "
              + NumberFormats.counted(steps, "step");
      case DIVERGED ->
          "DIVERGED: "
              + report.title()
              + ", at step "
              + (report.replay().divergence().orElseThrow().step() + 1)
              + " of "
              + steps
              + ", which proves nothing";
    };
  }

  private static String otherValue(ReplayReport report, TextStyle style) {
    OptionalInt other = report.trace().firstOtherValue(report.replay().steps());
    if (other.isEmpty()) {
      return "";
    }
    Step recorded = report.trace().steps().get(other.getAsInt());
    return WordWrap.hanging(
        "  ",
        "Values differ from step "
            + (other.getAsInt() + 1)
            + " on: the trace has \""
            + style.value(recorded.value())
            + "\", now it is \""
            + style.value(report.replay().steps().get(other.getAsInt()).value())
            + "\".",
        style.width());
  }

  private static String end(ReplayReport report, TextStyle style) {
    return WordWrap.paragraphs(
        report
            .replay()
            .violation()
            .map(found -> end(report, found))
            .orElseGet(() -> noViolation(report)),
        style.width());
  }

  private static String end(ReplayReport report, Replay.Violation found) {
    Optional<Lasso> lasso =
        report.outcome() == Replay.Outcome.REPRODUCED ? report.trace().lasso() : Optional.empty();
    int steps = report.replay().steps().size();
    return lasso
        .map(
            endless ->
                TraceText.end(endless.doomed(), found.message())
                    + "\n"
                    + repeats(endless, report.replay().loop(), steps))
        .orElseGet(() -> TraceText.end(steps, found.message()));
  }

  /** Whether what the trace says of its end is so. */
  private static String repeats(Lasso lasso, OptionalInt loop, int steps) {
    boolean isSo = loop.isPresent() && loop.getAsInt() == lasso.loop();
    String text = TraceText.repeats(lasso.loop(), steps);
    return isSo
        ? text + "."
        : "The trace has it that "
            + text.substring(0, 1).toLowerCase(Locale.ROOT)
            + text.substring(1)
            + ": that is not so.";
  }

  private static String noViolation(ReplayReport report) {
    boolean hasChanged = report.isOnOwnCode() && report.outcome() == Replay.Outcome.DIVERGED;
    return "No violation: "
        + report.difference()
        + (hasChanged
            ? ".\nThe code has changed since the trace was written: find the violation again with"
                + " check --trace."
            : ".\nThis is one interleaving and says nothing about the others.");
  }
}
