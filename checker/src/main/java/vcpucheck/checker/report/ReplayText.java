package vcpucheck.checker.report;

import java.util.OptionalInt;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.TraceFile;

/** A replay for people: what it shows, the steps, and how it ends. */
public final class ReplayText {
  private ReplayText() {}

  /** The replay as text. */
  public static String of(ReplayReport report, Detail detail) {
    return headline(report)
        + "\n\n  scenario  "
        + report.trace().id()
        + " "
        + report.trace().scenario()
        + "\n  found on  "
        + code(report.trace().configuration())
        + "\n  replayed  on "
        + code(report.configuration())
        + "\n  memory    "
        + report.trace().memory()
        + "\n\n"
        + steps(report, detail)
        + end(report)
        + "\n";
  }

  private static String steps(ReplayReport report, Detail detail) {
    Replay replay = report.replay();
    int count = replay.steps().size();
    if (count == 0) {
      return "";
    }
    Schedule walked = new Schedule(report.trace().schedule().choices().subList(0, count));
    return "Replay: "
        + TraceText.summary(walked, replay.preemptions())
        + "\n\n"
        + TraceText.steps(replay.vcpus(), replay.steps(), detail)
        + otherValue(report)
        + "\n";
  }

  private static String headline(ReplayReport report) {
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

  private static String code(Configuration configuration) {
    return "revision "
        + configuration.revision()
        + ", variant "
        + configuration.variant()
        + configuration.mutant().map(mutant -> ", mutant " + mutant).orElse("")
        + ", "
        + Numbers.counted(configuration.vcpus(), "vCPU");
  }

  private static String otherValue(ReplayReport report) {
    OptionalInt other = report.trace().firstOtherValue(report.replay().steps());
    if (other.isEmpty()) {
      return "";
    }
    Step recorded = report.trace().steps().get(other.getAsInt());
    return "  Values differ from step "
        + (other.getAsInt() + 1)
        + " on: the trace has \""
        + recorded.value()
        + "\", now it is \""
        + report.replay().steps().get(other.getAsInt()).value()
        + "\".\n";
  }

  private static String end(ReplayReport report) {
    Replay replay = report.replay();
    return replay
        .violation()
        .map(found -> TraceText.end(replay.steps().size(), found.message()))
        .orElseGet(
            () ->
                "No violation: "
                    + report.difference()
                    + ".\nThis is one interleaving and says nothing about the others.");
  }
}
