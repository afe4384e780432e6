package vcpucheck.checker.cli;

import vcpucheck.checker.report.html.HtmlPage;
import vcpucheck.checker.report.json.CounterexampleJson;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.TraceFile;

/** The page of a counterexample. */
final class TracePage {
  private TracePage() {}

  static String of(TraceFile trace, Story story) {
    String title = trace.id() + " " + trace.scenario() + " on " + trace.configuration().revision();
    return HtmlPage.counterexample(title, CounterexampleJson.of(trace, story));
  }
}
