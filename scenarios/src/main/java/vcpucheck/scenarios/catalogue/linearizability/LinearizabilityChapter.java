package vcpucheck.scenarios.catalogue.linearizability;

import java.util.List;
import vcpucheck.checker.catalogue.Scenario;

/** The tables alone, checked against a sequential specification. */
public final class LinearizabilityChapter {
  private LinearizabilityChapter() {}

  /** The chapter's scenarios. */
  public static List<Scenario> scenarios() {
    return List.of(
        LinearizableLimits.scenario(),
        LinearizableCalls.scenario(),
        LinearizableBuffers.scenario(),
        LinearizablePages.scenario());
  }
}
