package vcpucheck.checker.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.ordering.Weakening;

/**
 * A candidate that lacks one of the things it is made of.
 *
 * @param name what is taken away: the mutant that does so, or a change of the candidate's
 * @param about in a few words
 * @param isOwn whether it is the candidate's: a change of its, or decided where the form that it is
 *     compared with does not come to
 * @param revision the weakened candidate, as {@code --revision} takes it
 * @param weakening what it does otherwise although it is the same set of changes; none if it lacks
 *     one of them, or has a mutant
 * @param judges the scenarios that come to where it is decided and in which the candidate is
 *     verified; the smallest first
 * @param isCut whether the candidate was not explored to its end in some scenario that comes to
 *     where it is decided, which so cannot judge
 */
public record WeakenedForm(
    String name,
    String about,
    boolean isOwn,
    String revision,
    Weakening weakening,
    List<ScenarioComparison> judges,
    boolean isCut) {
  public WeakenedForm {
    judges = List.copyOf(judges);
  }

  /** What a comparison's candidate can be denied, each alone, where a scenario comes to it. */
  public static List<WeakenedForm> of(CodeBase code, Comparison comparison) {
    return new Weakenings(code, comparison).all();
  }

  /**
   * The same, judged only by scenarios in which it differs from the candidate; empty if that is
   * nowhere. Of a change in the order of statements only a run tells that.
   *
   * @param differs whether some vCPU, run alone, does otherwise
   */
  public Optional<WeakenedForm> where(Predicate<ScenarioComparison> differs) {
    if (weakening.late().isEmpty()) {
      return Optional.of(this);
    }
    List<ScenarioComparison> left = judges.stream().filter(differs).toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new WeakenedForm(name, about, isOwn, revision, weakening, left, isCut));
  }

  /** The weakened form where a scenario is explored. */
  public Configuration form(CodeBase code, ScenarioComparison scenario) {
    Configuration candidate = scenario.setting().forms().to();
    return code.canonical(
        new Configuration(revision, candidate.variant(), Optional.empty(), candidate.vcpus()));
  }
}
