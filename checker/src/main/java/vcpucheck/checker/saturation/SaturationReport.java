package vcpucheck.checker.saturation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import vcpucheck.checker.Result;
import vcpucheck.checker.catalogue.Configuration;

/**
 * What a further vCPU added, for growing numbers of them.
 *
 * @param id the scenario's number
 * @param name the scenario's name
 * @param form what it runs on, whose number of vCPUs says nothing
 * @param isByBlocks whether what blocks pass through is left out
 * @param most up to how many vCPUs was asked
 * @param rounds the searches, with more and more vCPUs
 * @param cut why the next one was given up; empty if none was
 */
public record SaturationReport(
    String id,
    String name,
    Configuration form,
    boolean isByBlocks,
    int most,
    List<Round> rounds,
    Optional<String> cut) {
  /** What came of it. */
  public enum Verdict {
    /** The last vCPU added no local view. */
    SATURATED,
    /** Each further vCPU added some. */
    GROWING,
    /** With the last number of vCPUs a property is violated. */
    VIOLATED,
    /** A search was cut, or there was none to compare with. */
    INCOMPLETE
  }

  /**
   * The search with one number of vCPUs.
   *
   * @param ofOne how many views there are of one vCPU
   * @param ofTwo how many of two
   * @param added those that fewer vCPUs do not have
   * @param violated the properties that are violated
   * @param isExhaustive whether all was explored that is not behind a wrong state
   */
  public record Round(
      int vcpus,
      Result result,
      long ofOne,
      long ofTwo,
      LocalViews.Added added,
      Set<String> violated,
      boolean isExhaustive) {}

  public SaturationReport {
    rounds = List.copyOf(rounds);
  }

  /** What came of it. */
  public Verdict verdict() {
    if (rounds.isEmpty()) {
      return Verdict.INCOMPLETE;
    }
    Round last = last();
    if (!last.violated().isEmpty()) {
      return Verdict.VIOLATED;
    }
    if (cut.isPresent() || !last.isExhaustive() || rounds.size() < 2) {
      return Verdict.INCOMPLETE;
    }
    return last.added().isAny() ? Verdict.GROWING : Verdict.SATURATED;
  }

  /** The search with the most vCPUs. */
  public Round last() {
    return rounds.get(rounds.size() - 1);
  }
}
