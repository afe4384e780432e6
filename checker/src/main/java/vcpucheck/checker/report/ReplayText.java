package vcpucheck.checker.report;

import java.util.OptionalInt;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;

/** A replay for people: what it shows, the steps, and how it ends. */
public final class ReplayText {
  private ReplayText() {}

  /** The replay as text. */
  public static String of(ReplayReport report, TextStyle style) {
    TraceFile trace = report.trace();
    int now = report.replay().vcpus().size();
    return headline(report)
        + "\n\n  scenario     "
        + trace.id()
        + " "
        + trace.scenario()
        + "\n  found on     "
        + CheckReport.code(trace.configuration(), trace.vcpus().size())
        + "\n  replayed on  "
        + CheckReport.code(report.configuration(), now)
        + "\n  memory       "
        + trace.memory()
        + "\n\n"
        + steps(report, style)
        + end(report, style);
  }

  private static String steps(ReplayReport report, TextStyle style) {
    Replay replay = report.replay();
    int count = replay.steps().size();
    if (count == 0) {
      return "";
    }
    Schedule walked = new Schedule(report.trace().schedule().choices().subList(0, count));
    return "Replay: "
        + TraceText.summary(walked, replay.preemptions())
        + "\n\n"
        + TraceText.steps(replay.vcpus(), replay.steps(), style)
        + otherValue(report, style)
        + "\n";
  }

  /** What the replay shows, in one line that is not ended. */
  public static String headline(ReplayReport report) {
    TraceFile trace = report.trace();
    String subject =
        trace.id() + " " + trace.scenario() + " on " + report.configuration().revision();
    return switch (report.outcome()) {
      case REPRODUCED -> "REPRODUCED: " + subject + " violates " + trace.property();
      case OTHER_VIOLATION ->
          "OTHER VIOLATION: "
              + subject
              + " violates "
              + report.replay().violation().orElseThrow().property()
              + ", not "
              + trace.property()
              + " as in the trace";
      case NOT_REPRODUCED -> "NOT REPRODUCED: " + subject + " does not violate " + trace.property();
      case STALE -> "DOES NOT FIT: " + subject + " has changed since the trace was written";
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
            + recorded.value()
            + "\", now it is \""
            + report.replay().steps().get(other.getAsInt()).value()
            + "\".",
        style.width());
  }

  private static String end(ReplayReport report, TextStyle style) {
    Replay replay = report.replay();
    return replay
        .violation()
        .map(found -> TraceText.end(replay.steps().size(), found.message()))
        .map(end -> WordWrap.hanging("", end, style.width()))
        .orElseGet(
            () ->
                WordWrap.hanging("", "No violation: " + report.difference() + ".", style.width())
                    + "This is one interleaving and says nothing about the others.\n");
  }
}
