package vcpucheck.checker.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vcpucheck.checker.Coverage;

/**
 * What came of walking a schedule once more.
 *
 * @param vcpus the vCPUs' names, by index
 * @param steps what happened, one for each choice that was taken
 * @param preemptions how many context switches left a vCPU that could have gone on
 * @param violation what the walk ended in; empty if every property holds so far
 * @param divergence where the schedule stopped to apply; empty if it was walked to its end, or to a
 *     violation
 * @param loop the last step before which everything was as it is at the end: the steps from it on
 *     can repeat for ever; empty if there is none
 * @param decisions the ways gone where forms of the code differ, sorted
 */
public record Replay(
    List<String> vcpus,
    List<Step> steps,
    int preemptions,
    Optional<Violation> violation,
    Optional<Divergence> divergence,
    OptionalInt loop,
    List<Coverage.Decision> decisions) {
  public Replay {
    vcpus = List.copyOf(vcpus);
    steps = List.copyOf(steps);
    decisions = List.copyOf(decisions);
  }

  /** What a walk shows of the code that it was made on. */
  public enum Outcome {
    /** It violates the property that the schedule had violated. */
    REPRODUCED,
    /** It violates another property. */
    OTHER_VIOLATION,
    /** The schedule was followed to its end, and no property is violated. */
    NO_VIOLATION,
    /** The code wants to do something else than the schedule: that proves nothing. */
    DIVERGED;

    /**
     * The outcome of a run.
     *
     * @param property the property that the schedule had violated
     * @param violation what the run ended in
     * @param isDivergent whether the code left the schedule
     */
    public static Outcome of(String property, Optional<Violation> violation, boolean isDivergent) {
      return violation
          .map(found -> found.property().equals(property) ? REPRODUCED : OTHER_VIOLATION)
          .orElse(isDivergent ? DIVERGED : NO_VIOLATION);
    }
  }

  /**
   * What the walk shows.
   *
   * @param property the property that the schedule had violated
   */
  public Outcome outcome(String property) {
    return Outcome.of(property, violation, divergence.isPresent());
  }

  /**
   * A property that does not hold.
   *
   * @param property the property's name
   * @param message one sentence: what went wrong
   */
  public record Violation(String property, String message) {}

  /**
   * Where a schedule stops to apply.
   *
   * @param step the index of the first choice that was not taken
   * @param wanted what its vCPU wants to do instead, as in {@link Step#operation}; "end" if the
   *     vCPU has ended, empty if there is no such vCPU
   */
  public record Divergence(int step, String wanted) {}
}
