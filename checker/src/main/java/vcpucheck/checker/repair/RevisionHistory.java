package vcpucheck.checker.repair;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.compare.Side;
import vcpucheck.checker.model.VerdictKind;

/**
 * What revisions and single changes of the code did to verdicts and outcomes.
 *
 * @param steps from one form of the code to another
 * @param cases what was found in each case, in the order of the catalogue
 */
public record RevisionHistory(List<Step> steps, List<Cases> cases) {
  public RevisionHistory {
    steps = List.copyOf(steps);
    cases = List.copyOf(cases);
  }

  /** What a step is. */
  public enum Kind {
    /** From a revision to the next. */
    REVISION,
    /** A change that has a commit, on the code before it. */
    COMMIT,
    /** A change that has none, alone on the revision before the one that has it. */
    ALONE
  }

  /**
   * From one form of the code to another.
   *
   * @param kind what it is
   * @param change the change; empty for a whole revision
   * @param from the form before it
   * @param to the form after it
   * @param older the revision before it
   * @param newer the first revision that has it
   */
  public record Step(
      Kind kind, Optional<Change> change, String from, String to, String older, String newer) {}

  /** What a step did in all cases in which something is expected of either side. */
  public Comparison comparison(int number) {
    Step step = steps.get(number);
    List<ScenarioComparison> compared =
        cases.stream()
            .flatMap(one -> Optional.ofNullable(one.effects().get(number)).stream())
            .map(Effect::compared)
            .toList();
    return new Comparison(step.from(), step.to(), compared, Set.of(), false);
  }

  /**
   * What a step did in a case.
   *
   * @param compared what the case does before it and after it
   * @param isExpected whether the catalogue expects something of both revisions
   */
  public record Effect(ScenarioComparison compared, boolean isExpected) {
    /** Whether it is violated before and verified after. */
    public boolean isFixed() {
      return is(VerdictKind.VIOLATED, VerdictKind.VERIFIED);
    }

    /** Whether it is verified before and violated after. */
    public boolean isBroken() {
      return is(VerdictKind.VERIFIED, VerdictKind.VIOLATED);
    }

    /** Whether it is violated before and after, and not in the same way. */
    public boolean isOtherwise() {
      return compared.change() == ScenarioComparison.Change.OTHER_VIOLATION;
    }

    private boolean is(VerdictKind before, VerdictKind after) {
      return kind(compared.from()) == before && kind(compared.to()) == after;
    }

    /** Nothing is verified of which a property was not checked. */
    private static VerdictKind kind(Side side) {
      boolean isVerified = side.kind() == VerdictKind.VERIFIED;
      return isVerified && !side.notChecked().isEmpty() ? VerdictKind.INCOMPLETE : side.kind();
    }

    /** Whether a search did not come to an end, so that not all can be said. */
    public boolean isOpen() {
      return !compared.isComplete()
          || kind(compared.from()) == VerdictKind.INCOMPLETE
          || kind(compared.to()) == VerdictKind.INCOMPLETE;
    }
  }

  /**
   * What was found in one case.
   *
   * @param one the case
   * @param effects by the number of the step, where the catalogue expects something on either side
   * @param failures the forms that cannot be run at all, each with the reason
   * @param minimal sets of the newest revision's changes without which the case is violated, and of
   *     which none can be left out; empty if that revision repairs nothing in it
   */
  public record Cases(
      Case one,
      SortedMap<Integer, Effect> effects,
      Map<String, String> failures,
      List<List<String>> minimal) {
    public Cases {
      effects = new TreeMap<>(effects);
      failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
      minimal = minimal.stream().map(List::copyOf).toList();
    }

    /** Whether something is not known: a search was cut, or a form cannot be run. */
    public boolean hasGaps() {
      return !failures.isEmpty() || effects.values().stream().anyMatch(Effect::isOpen);
    }
  }
}
