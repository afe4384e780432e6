package vcpucheck.checker.compare;

import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a candidate needs one of the things that it is made of.
 *
 * @param weakened the candidate without it
 * @param notice what shows that it is needed; empty if nothing does
 * @param isComplete whether that is known: it is needed, or some scenarios come to it in which the
 *     candidate is verified, and each of them was explored to its end without it
 */
public record Need(WeakenedForm weakened, Optional<Notice> notice, boolean isComplete) {
  /**
   * Asks scenarios, one after the other, until one shows that something is needed.
   *
   * @param search explores the weakened candidate in a scenario
   */
  public static Need of(WeakenedForm weakened, Function<ScenarioComparison, Finding> search) {
    boolean isComplete = !weakened.isCut() && !weakened.judges().isEmpty();
    for (ScenarioComparison judge : weakened.judges()) {
      Finding finding = search.apply(judge);
      if (finding.notice().isPresent()) {
        return new Need(weakened, finding.notice(), true);
      }
      isComplete &= finding.isKnown();
    }
    return new Need(weakened, Optional.empty(), isComplete);
  }

  /**
   * A scenario that goes another way without it.
   *
   * @param id the scenario's number in its catalogue
   * @param what "violates resumability: a call is ..." or "adds 12345678"
   */
  public record Notice(String id, String what) {}

  /**
   * What comes of one scenario.
   *
   * @param notice what it shows
   * @param isKnown whether it was explored to its end, or shows something
   */
  public record Finding(Optional<Notice> notice, boolean isKnown) {
    /** Nothing changes. */
    static final Finding NOTHING = new Finding(Optional.empty(), true);

    /** A limit stopped the search, or there is no such form of the scenario. */
    static final Finding UNKNOWN = new Finding(Optional.empty(), false);

    static Finding of(Notice notice) {
      return new Finding(Optional.of(notice), true);
    }
  }
}
