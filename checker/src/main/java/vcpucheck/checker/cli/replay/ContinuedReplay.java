package vcpucheck.checker.cli.replay;

import java.util.Optional;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Walkthrough;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.ReplayReport;
import vcpucheck.checker.report.ReplayText;
import vcpucheck.checker.report.StoryText;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.TraceText;
import vcpucheck.checker.report.WordWrap;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.TraceFile;

/**
 * A trace that the code left, and that went on.
 *
 * @param report how far the trace applies
 * @param continuation how it went on
 * @param whole the way to the end, as if it had been recorded
 */
public record ContinuedReplay(ReplayReport report, Continuation continuation, ReplayReport whole) {
  /**
   * Goes on with a trace.
   *
   * @param report of a trace that diverged
   * @param checker of the code that left it
   * @param states the most states that a search visits
   */
  public static ContinuedReplay of(ReplayReport report, Checker checker, int states) {
    TraceFile trace = report.trace();
    int left = report.replay().divergence().orElseThrow().step();
    try (Walkthrough walk = checker.walk()) {
      Continuation continuation = Continuation.of(walk, trace, left, states);
      Schedule schedule = continuation.schedule();
      Replay replay =
          checker.replay(
              schedule,
              walk.position(schedule).steps().stream()
                  .map(walked -> walked.step().operation())
                  .toList());
      TraceFile walked =
          new TraceFile(
              trace.id(),
              trace.scenario(),
              trace.configuration(),
              trace.memory(),
              trace.build(),
              trace.property(),
              trace.message(),
              replay.vcpus(),
              schedule,
              replay.steps(),
              Optional.empty());
      return new ContinuedReplay(
          report, continuation, new ReplayReport(walked, report.configuration(), replay));
    }
  }

  /** How the command ends: a violation is one; that none is found proves nothing. */
  public int status() {
    return whole.replay().violation().isPresent() ? ExitStatus.VIOLATED : ExitStatus.INCOMPLETE;
  }

  /** The verdict in one line that is not ended. */
  public String headline() {
    return ReplayText.headline(report)
        + whole
            .replay()
            .violation()
            .map(found -> "; gone on from there, it violates " + found.property())
            .orElse("; gone on from there, no violation is found");
  }

  /**
   * All of it as text.
   *
   * @param story what a violation means; empty to show its operations
   */
  public String text(TextStyle style, Optional<Story> story) {
    return headline()
        + "\n\n"
        + ReplayText.facts(report)
        + "\n"
        + WordWrap.paragraphs(
            "In this code " + report.difference() + ".\n" + switches() + search(), style.width())
        + whole.replay().violation().map(found -> violation(found, style, story)).orElse("");
  }

  private String switches() {
    int switches = continuation.switches();
    return switches == 0
        ? "The trace has no context switch after that."
        : "Of the trace's "
            + NumberFormats.counted(switches, "context switch", "context switches")
            + " after that, "
            + NumberFormats.grouped(continuation.kept())
            + (continuation.kept() == 1 ? " is" : " are")
            + " behind the same operation of the same C function.";
  }

  private String search() {
    return continuation.search().map(ContinuedReplay::text).orElse("");
  }

  private static String text(Continuation.Searched search) {
    String states = NumberFormats.counted(search.states(), "state");
    String from = search.from() == 0 ? "the start" : "step " + search.from();
    if (search.isFound()) {
      return " Going on so violates nothing; a search from "
          + from
          + " finds this: "
          + states
          + ".";
    }
    return search.isExhaustive()
        ? " Going on so violates nothing, nor does any other way from " + from + ": " + states + "."
        : " Going on so violates nothing, and searches find nothing within their limits: "
            + states
            + ". This proves nothing.";
  }

  private String violation(Replay.Violation found, TextStyle style, Optional<Story> story) {
    Replay replay = whole.replay();
    String operations =
        story
            .map(told -> StoryText.of(told, replay.vcpus(), replay.steps(), style))
            .orElseGet(() -> TraceText.steps(replay.vcpus(), replay.steps(), style));
    return "\nFound: "
        + TraceText.summary(continuation.schedule(), replay.preemptions())
        + "\n\n"
        + operations
        + "\n"
        + WordWrap.paragraphs(TraceText.end(replay.steps().size(), found.message()), style.width());
  }
}
