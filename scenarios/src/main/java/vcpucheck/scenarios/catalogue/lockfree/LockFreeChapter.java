package vcpucheck.scenarios.catalogue.lockfree;

import java.util.List;
import vcpucheck.checker.catalogue.Scenario;

/** The tables without locks: retirement, reuse of slots, publication, counts per processor. */
public final class LockFreeChapter {
  private LockFreeChapter() {}

  /** The chapter's scenarios. */
  public static List<Scenario> scenarios() {
    return List.of(
        PublicationOrder.scenario(),
        RetireVersusLookup.scenario(),
        SlotReuse.scenario(),
        ClaimThenFill.scenario(),
        UnpinOrder.scenario(),
        PerCpuCount.scenario());
  }
}
