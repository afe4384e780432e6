package vcpucheck.scenarios.stress;

import com.google.common.collect.Sets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was observed of some tests, and what is to be thought of it. */
record StressReport(List<Result> results) {
  StressReport {
    results = List.copyOf(results);
  }

  /**
   * What was observed of one test.
   *
   * @param mode how long it ran
   * @param enumerated the outcomes that the explorer found
   * @param samples how often each outcome was seen
   * @param violations what the code under test itself found wrong
   */
  record Result(
      StressTest test,
      Mode mode,
      Set<String> enumerated,
      Map<String, Long> samples,
      List<String> violations) {
    Result {
      enumerated = Set.copyOf(enumerated);
      samples = new TreeMap<>(samples);
      violations = List.copyOf(violations);
    }

    OutcomeTable table() {
      return OutcomeTable.of(test);
    }

    /** Outcomes that were seen although the table forbids them, or has no word of them. */
    Set<String> forbidden() {
      return Sets.difference(samples.keySet(), table().allowed());
    }

    /** Outcomes that were seen although the explorer excludes them: one of the two is wrong. */
    Set<String> excluded() {
      return Sets.difference(samples.keySet(), enumerated);
    }

    /** Outcomes that the explorer enumerates and that were not seen. */
    Set<String> unseen() {
      return Sets.difference(enumerated, samples.keySet());
    }

    boolean hasRace() {
      return !table().interesting().isEmpty();
    }

    /** Whether the race, if there is one, was seen. */
    boolean isRaceSeen() {
      return !Sets.intersection(samples.keySet(), table().interesting()).isEmpty();
    }

    /** Whether the race should have been seen and was not. */
    boolean isMissing() {
      return mode != Mode.SANITY && hasRace() && !isRaceSeen();
    }

    /** Whether a race that is there need not have been seen, and was not. */
    boolean isUndecided() {
      return mode == Mode.SANITY && hasRace() && !isRaceSeen();
    }

    boolean isAsExpected() {
      return violations.isEmpty() && forbidden().isEmpty() && excluded().isEmpty() && !isMissing();
    }
  }

  /** The tests that should have shown their race and have not. */
  List<StressTest> missing() {
    return results.stream().filter(Result::isMissing).map(Result::test).toList();
  }

  boolean isAsExpected() {
    return results.stream().allMatch(Result::isAsExpected);
  }
}
