package vcpucheck.checker.cli.replay;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.report.CheckReport;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.TraceText;
import vcpucheck.checker.report.WordWrap;
import vcpucheck.checker.threads.ThreadedRun;
import vcpucheck.checker.trace.TraceFile;

/**
 * A replay on threads for people.
 *
 * @param configuration what ran
 */
record NativeReplayText(TraceFile trace, Configuration configuration, ThreadedRun run) {
  /** As text: what the threads show, and how that compares with the trace. */
  String of(int width) {
    return headline()
        + "\n\n  scenario     "
        + trace.id()
        + " "
        + trace.scenario()
        + "\n  found on     "
        + CheckReport.code(trace.configuration(), trace.vcpus().size())
        + "\n  replayed on  "
        + CheckReport.code(configuration, configuration.vcpus())
        + ", on threads\n  steps        "
        + NumberFormats.grouped(run.steps())
        + " of "
        + NumberFormats.grouped(trace.steps().size())
        + "\n\n"
        + WordWrap.paragraphs(end(), width);
  }

  private String headline() {
    String title = trace.id() + " " + trace.scenario() + " on threads";
    return switch (run.outcome(trace.property())) {
      case REPRODUCED -> "REPRODUCED: " + title + " violates " + trace.property();
      case OTHER_VIOLATION ->
          "OTHER VIOLATION: "
              + title
              + " violates "
              + run.violation().orElseThrow().property()
              + ", in the trace it is "
              + trace.property();
      case DIVERGED ->
          "DIVERGED: "
              + title
              + ", at step "
              + (run.difference().orElseThrow().step() + 1)
              + " of "
              + trace.steps().size()
              + ", which proves nothing";
      case NO_VIOLATION -> "NO VIOLATION: " + title + ", followed to the end of the trace";
    };
  }

  private String end() {
    return run.violation()
        .map(found -> TraceText.end(run.steps(), found.message()))
        .or(
            () ->
                run.difference()
                    .map(
                        other ->
                            "In step "
                                + (other.step() + 1)
                                + " the trace has \""
                                + NumberFormats.hexadecimal(other.recorded())
                                + "\", the thread \""
                                + NumberFormats.hexadecimal(other.found())
                                + "\"."))
        .orElse(
            "Threads do not judge data races, livelocks, stuck vCPUs, lock-freedom, what becomes of"
                + " locks, and deadlocks"
                + " beside which others go on.");
  }
}
