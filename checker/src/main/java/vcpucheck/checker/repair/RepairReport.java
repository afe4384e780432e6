package vcpucheck.checker.repair;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Ruling;

/**
 * The smallest sets of parts that repair a case.
 *
 * @param question what was asked
 * @param cost what calls cost without a repair
 * @param repairs what was found: the cheapest of the fewest parts first
 * @param refusals sets that repair the case and break another one
 * @param judged how many sets were judged; all others follow from these
 * @param searches how many searches that took
 * @param isCut whether the search gave up, so that there may be more
 * @param isBounded whether sets of more parts than wanted are left; if not, what is said is said of
 *     sets of any size
 */
public record RepairReport(
    RepairQuestion question,
    Cost cost,
    List<Repair> repairs,
    List<Refusal> refusals,
    int judged,
    int searches,
    boolean isCut,
    boolean isBounded) {
  public RepairReport {
    repairs = List.copyOf(repairs);
    refusals = List.copyOf(refusals);
  }

  /**
   * A set that repairs the case and breaks another one.
   *
   * @param parts the set
   * @param broken the case that it breaks
   * @param ruling what goes wrong there
   */
  public record Refusal(List<Coverage.Decision> parts, Case broken, Ruling ruling) {
    public Refusal {
      parts = List.copyOf(parts);
    }
  }

  /** What came of the search. */
  public enum Verdict {
    /** There is a repair. */
    FOUND,
    /** No set of as many parts as wanted repairs the case and breaks nothing. */
    NONE,
    /** The search was cut, and found nothing. */
    INCOMPLETE
  }

  /** The same, with the outcomes that each repair adds. */
  public RepairReport withOutcomes(Function<Repair, AddedOutcomes> outcomes) {
    return new RepairReport(
        question,
        cost,
        repairs.stream().map(repair -> repair.with(outcomes.apply(repair))).toList(),
        refusals,
        judged,
        searches,
        isCut,
        isBounded);
  }

  /** What came of the search. */
  public Verdict verdict() {
    if (!repairs.isEmpty()) {
      return Verdict.FOUND;
    }
    return isCut ? Verdict.INCOMPLETE : Verdict.NONE;
  }

  /** "+ONE ~OTHER". */
  public static String text(List<Coverage.Decision> parts) {
    return parts.stream()
        .map(part -> (part.way() ? "+" : "~") + part.name())
        .collect(Collectors.joining(" "));
  }
}
