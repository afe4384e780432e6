package vcpucheck.scenarios.catalogue.calls;

import java.util.List;
import vcpucheck.checker.catalogue.Scenario;

/** Standard calls: admission, threads, resumption, completion and what is copied back. */
public final class CallChapter {
  private CallChapter() {}

  /** The chapter's scenarios. */
  public static List<Scenario> scenarios() {
    return List.of(
        ThreadIdReuse.scenario(),
        ThreadLimit.scenario(),
        LostWakeUp.scenario(),
        StatusIgnored.scenario(),
        UndeliveredResults.scenario(),
        SentinelResume.scenario(),
        DoubleResume.scenario(),
        UnlockedThreadId.scenario(),
        EarlyUncount.scenario(),
        ResultsOnly.scenario(),
        ThreadIdRace.scenario(),
        ConcurrentCalls.scenario(),
        TooManyParameters.scenario());
  }
}
