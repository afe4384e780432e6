package vcpucheck.checker.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.MemoryModel;
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
 * @param weakening the lock that it does not take, or the ordering that is weaker; none if it is
 *     weakened otherwise
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
    return Stream.of(changes, mutants, orderings(comparison, candidate))
        .flatMap(weakened -> weakened)
        .toList();
  }

  /** The locks that only the candidate takes, each not taken; its orderings, each weaker. */
  private static Stream<WeakenedForm> orderings(Comparison comparison, CodeSet candidate) {
    SortedSet<AccessSite> added = new TreeSet<>();
    comparison.scenarios().forEach(one -> added.addAll(one.to().accesses()));
    comparison.scenarios().forEach(one -> added.removeAll(one.from().accesses()));
    return added.stream()
        .filter(site -> !reaching(comparison, site).isEmpty())
        .flatMap(
            site ->
                site.strength().weaker(site.kind()).stream()
                    .map(weaker -> weakness(candidate, site, weaker))
                    .map(weakness -> of(weakness, reaching(comparison, site))));
  }

  private static Weakness weakness(CodeSet candidate, AccessSite site, Strength weaker) {
    boolean isLock = site.kind() == AccessSite.Kind.LOCK;
    String where = site.function().isEmpty() ? "" : " in " + site.function();
    return new Weakness(
        isLock
            ? "lock at " + site.source()
            : site.strength().word() + " at " + site.source() + " as " + weaker.word(),
        isLock
            ? "the lock" + where + " is not taken"
            : "what is ordered" + where + " is ordered less",
        true,
        candidate.name(),
        Weakening.NONE.with(site, weaker));
  }

  /** The scenarios that come to a site; of an ordering, those where it makes a difference. */
  private static List<ScenarioComparison> reaching(Comparison comparison, AccessSite site) {
    return comparison.scenarios().stream()
        .filter(one -> one.to().accesses().contains(site))
        .filter(
            one -> site.kind() == AccessSite.Kind.LOCK || one.setting().memory() != MemoryModel.SC)
        .toList();
  }

  /** What is weakened. */
  private record Weakness(
      String name, String about, boolean isOwn, String revision, Weakening weakening) {}

  private static WeakenedForm of(Weakness weakness, List<ScenarioComparison> reaching) {
    return new WeakenedForm(
        weakness.name(),
        weakness.about(),
        weakness.isOwn(),
        weakness.revision(),
        weakness.weakening(),
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
                Weakening.NONE),
            reaching));
  }

  private static boolean decides(Side side, String name) {
    return side.decisions().stream().anyMatch(decision -> decision.name().equals(name));
  }

  /** The weakened form where a scenario is explored. */
  public Configuration form(CodeBase code, ScenarioComparison scenario) {
    Configuration candidate = scenario.setting().forms().to();
    return code.canonical(
        new Configuration(revision, candidate.variant(), Optional.empty(), candidate.vcpus()));
  }
}
