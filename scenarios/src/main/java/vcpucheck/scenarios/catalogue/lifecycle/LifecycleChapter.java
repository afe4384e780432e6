package vcpucheck.scenarios.catalogue.lifecycle;

import java.util.List;
import vcpucheck.checker.catalogue.Scenario;

/** Creation and destruction of domains, and domains beside each other. */
public final class LifecycleChapter {
  private LifecycleChapter() {}

  /** The chapter's scenarios. */
  public static List<Scenario> scenarios() {
    return List.of(
        FailedCreation.scenario(),
        StuckAtDestruction.scenario(),
        DestructionAfterCalls.scenario(),
        PreemptedDestruction.scenario(),
        TwoDomains.scenario());
  }
}
