package vcpucheck.checker.cli.pages;

import vcpucheck.checker.Walkthrough;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.TraceFile;

/** Asks the code under test for all that is known of a counterexample. */
public final class Findings {
  private Findings() {}

  /**
   * A counterexample, with what is to be seen along it, and what it means.
   *
   * @param walk on the code that the counterexample is of
   */
  public static Finding explained(
      TraceFile trace, Walkthrough walk, Glossary glossary, Finding.Sources sources) {
    Replay.Violation violation = new Replay.Violation(trace.property(), trace.message());
    Story story = Story.of(trace.steps(), walk.explain(trace.schedule(), violation), glossary);
    return new Finding(trace, walk.course(trace.schedule()), story, glossary, sources);
  }

  /** The same without what it means, which takes the longest to find. */
  public static Finding unexplained(
      TraceFile trace, Walkthrough walk, Glossary glossary, Finding.Sources sources) {
    return new Finding(trace, walk.course(trace.schedule()), Story.NONE, glossary, sources);
  }
}
