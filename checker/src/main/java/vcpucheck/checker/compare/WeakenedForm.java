package vcpucheck.checker.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.CodeSet;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.Strength;
import vcpucheck.checker.ordering.Weakening;

/**
 * A candidate that lacks one of the things it is made of.
 *
 * @param name what is taken away: the mutant that does so, or a change of the candidate's
 * @param about in a few words
 * @param isOwn whether it is the candidate's: a change of its, or decided where the form that it is
 *     compared with does not come to
 * @param revision the weakened candidate, as {@code --revision} takes it
 * @param lock the lock that it does not take; empty if it is weakened otherwise
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
    Optional<AccessSite> lock,
    List<ScenarioComparison> judges,
    boolean isCut) {
  public WeakenedForm {
    judges = List.copyOf(judges);
  }

  /** What a comparison's candidate can be denied, each alone, where a scenario comes to it. */
  public static List<WeakenedForm> of(CodeBase code, Comparison comparison) {
    CodeSet candidate = code.parse(comparison.to());
    List<Coverage.Decision> parts = comparison.parts();
    Stream<WeakenedForm> changes =
        code.changes().stream()
            .flatMap(
                change ->
                    parts.stream()
                        .filter(part -> parts.size() > 1 && part.name().equals(change.name()))
                        .flatMap(part -> of(comparison, candidate, part, change.about()).stream()));
    Stream<WeakenedForm> mutants =
        code.mutants().stream()
            .filter(mutant -> !candidate.mutants().contains(mutant.name()))
            .flatMap(
                mutant ->
                    of(
                        comparison,
                        candidate,
                        new Coverage.Decision(mutant.name(), false),
                        mutant.about())
                        .stream());
    return Stream.of(changes, mutants, locks(comparison, candidate))
        .flatMap(weakened -> weakened)
        .toList();
  }

  /** The locks that only the candidate takes, each not taken. */
  private static Stream<WeakenedForm> locks(Comparison comparison, CodeSet candidate) {
    SortedSet<AccessSite> taken = new TreeSet<>();
    comparison.scenarios().forEach(one -> taken.addAll(one.to().accesses()));
    comparison.scenarios().forEach(one -> taken.removeAll(one.from().accesses()));
    return taken.stream()
        .filter(site -> site.kind() == AccessSite.Kind.LOCK)
        .map(
            site ->
                of(
                    new Weakness(
                        "lock at " + site.source(),
                        "the lock that "
                            + (site.function().isEmpty() ? "is" : site.function() + " has")
                            + " taken there is not taken",
                        true,
                        candidate.name(),
                        Optional.of(site)),
                    comparison.scenarios().stream()
                        .filter(one -> one.to().accesses().contains(site))
                        .toList()));
  }

  /** What is weakened. */
  private record Weakness(
      String name, String about, boolean isOwn, String revision, Optional<AccessSite> lock) {}

  private static WeakenedForm of(Weakness weakness, List<ScenarioComparison> reaching) {
    return new WeakenedForm(
        weakness.name(),
        weakness.about(),
        weakness.isOwn(),
        weakness.revision(),
        weakness.lock(),
        reaching.stream()
            .filter(one -> one.to().isComplete() && one.to().violated().isEmpty())
            .sorted(Comparator.comparingLong(one -> one.to().states()))
            .toList(),
        reaching.stream().anyMatch(one -> !one.to().isComplete()));
  }

  /** What is weakened; empty if no scenario comes to where that is decided. */
  private static Optional<WeakenedForm> of(
      Comparison comparison, CodeSet candidate, Coverage.Decision decision, String about) {
    List<ScenarioComparison> reaching =
        comparison.scenarios().stream()
            .filter(one -> one.to().decisions().contains(decision))
            .toList();
    boolean isOwn =
        comparison.parts().contains(decision)
            || reaching.stream().noneMatch(one -> decides(one.from(), decision.name()));
    if (reaching.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        of(
            new Weakness(
                decision.name(),
                about,
                isOwn,
                candidate.toggled(decision.name(), decision.way()),
                Optional.empty()),
            reaching));
  }

  private static boolean decides(Side side, String name) {
    return side.decisions().stream().anyMatch(decision -> decision.name().equals(name));
  }

  /** How its code is weakened, beside what its form has and lacks. */
  Weakening weakening() {
    return lock.map(site -> Weakening.NONE.with(site, Strength.NO_LOCK)).orElse(Weakening.NONE);
  }

  /** The weakened form where a scenario is explored. */
  public Configuration form(CodeBase code, ScenarioComparison scenario) {
    Configuration candidate = scenario.setting().forms().to();
    return code.canonical(
        new Configuration(revision, candidate.variant(), Optional.empty(), candidate.vcpus()));
  }
}
