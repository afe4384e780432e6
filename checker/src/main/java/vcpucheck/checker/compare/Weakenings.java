package vcpucheck.checker.compare;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.CodeSet;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.DecisionSite;
import vcpucheck.checker.ordering.StatementSite;
import vcpucheck.checker.ordering.Strength;
import vcpucheck.checker.ordering.Weakening;

/** All that the candidate of a comparison can be denied, each alone. */
final class Weakenings {
  private final CodeBase code;
  private final Comparison comparison;
  private final CodeSet candidate;

  /** Where the candidate's changes are decided. */
  private final List<Coverage.Place> places;

  Weakenings(CodeBase code, Comparison comparison) {
    this.code = code;
    this.comparison = comparison;
    candidate = code.parse(comparison.to());
    places =
        comparison.parts().stream()
            .flatMap(part -> comparison.places(part).stream())
            .map(PlaceReached::place)
            .toList();
  }

  /** What is weakened, and of which form. */
  private record Weakness(
      String name, String about, boolean isOwn, String revision, Weakening weakening) {}

  List<WeakenedForm> all() {
    return Stream.of(changes(), places(), mutants(), accesses(), orders())
        .flatMap(weakened -> weakened)
        .toList();
  }

  /** Each change of the candidate, undone. */
  private Stream<WeakenedForm> changes() {
    return code.changes().stream()
        .flatMap(
            change ->
                comparison.parts().stream()
                    .filter(part -> part.name().equals(change.name()))
                    .flatMap(part -> of(part, change.about())));
  }

  /** Of changes that are decided in several places, each place at which it is not. */
  private Stream<WeakenedForm> places() {
    return comparison.parts().stream()
        .map(comparison::places)
        .filter(places -> places.size() > 1)
        .flatMap(List::stream)
        .flatMap(
            reached ->
                of(
                    own(
                        reached.place().decision().name() + at(reached.place()),
                        "the other way there alone",
                        Weakening.denying(
                            new DecisionSite(
                                reached.place().decision().name(),
                                reached.place().source(),
                                reached.place().function()))),
                    one -> one.to().places().contains(reached.place())));
  }

  /** Each mutant that the candidate does not have. */
  private Stream<WeakenedForm> mutants() {
    return code.mutants().stream()
        .filter(mutant -> !candidate.mutants().contains(mutant.name()))
        .flatMap(mutant -> of(new Coverage.Decision(mutant.name(), false), mutant.about()));
  }

  private Stream<WeakenedForm> of(Coverage.Decision decision, String about) {
    Predicate<ScenarioComparison> reaches = one -> one.to().decisions().contains(decision);
    boolean isOwn =
        comparison.parts().contains(decision)
            || comparison.scenarios().stream()
                .filter(reaches)
                .noneMatch(one -> decides(one.from(), decision.name()));
    return of(
        new Weakness(
            decision.name(),
            about,
            isOwn,
            candidate.toggled(decision.name(), decision.way()),
            Weakening.NONE),
        reaches);
  }

  private static boolean decides(Side side, String name) {
    return side.decisions().stream().anyMatch(decision -> decision.name().equals(name));
  }

  /**
   * The locks that only the candidate takes, each not taken; its atomic accesses, each in two
   * steps; its orderings, each weaker.
   */
  private Stream<WeakenedForm> accesses() {
    SortedSet<AccessSite> added = new TreeSet<>();
    comparison.scenarios().forEach(one -> added.addAll(one.to().accesses()));
    comparison.scenarios().forEach(one -> added.removeAll(one.from().accesses()));
    return added.stream()
        .filter(site -> isOfChange(site.source(), site.function()))
        .flatMap(
            site ->
                weaker(site)
                    .flatMap(
                        weaker -> of(weakness(site, weaker), one -> isWeaker(one, site, weaker))));
  }

  private static Stream<Strength> weaker(AccessSite site) {
    Stream<Strength> ordered = site.strength().weaker(site.kind()).stream();
    return site.kind() == AccessSite.Kind.UPDATE
        ? Stream.concat(Stream.of(Strength.TORN), ordered)
        : ordered;
  }

  private Weakness weakness(AccessSite site, Strength weaker) {
    String where = at(site.source(), site.function());
    Weakening weakening = Weakening.NONE.with(site, weaker);
    return switch (weaker) {
      case NO_LOCK -> own("lock" + where, "the lock is not taken", weakening);
      case TORN -> own("atomic" + where, "what is read and written is so in two steps", weakening);
      default ->
          own(
              site.strength().word() + where + " as " + weaker.word(),
              "what is ordered there is ordered less",
              weakening);
    };
  }

  /** Whether a scenario comes to a site, where it makes a difference that it is weaker. */
  private static boolean isWeaker(ScenarioComparison one, AccessSite site, Strength weaker) {
    boolean isOrdering = weaker != Strength.NO_LOCK && weaker != Strength.TORN;
    return one.to().accesses().contains(site)
        && !(isOrdering && one.setting().memory() == MemoryModel.SC);
  }

  /**
   * The statements that only the candidate comes to where each vCPU runs alone: what is stored
   * there is stored behind what follows. Whether that makes a difference is for a run to say.
   */
  private Stream<WeakenedForm> orders() {
    NavigableSet<StatementSite> added = new TreeSet<>();
    comparison.scenarios().forEach(one -> statements(one.to()).forEach(added::add));
    comparison.scenarios().forEach(one -> statements(one.from()).forEach(added::remove));
    return added.stream()
        .filter(site -> !site.source().isEmpty() && isOfChange(site.source(), site.function()))
        .flatMap(
            site ->
                of(
                    own(
                        "order" + at(site.source(), site.function()),
                        "what is stored there is stored behind what follows",
                        Weakening.delaying(site)),
                    one -> statements(one.to()).anyMatch(site::equals)));
  }

  /**
   * Whether code is of a change: of the same file or C function as a place where one is decided.
   * Other code that only the candidate comes to lies behind what goes wrong without it.
   */
  private boolean isOfChange(String source, String function) {
    return places.isEmpty()
        || places.stream()
            .anyMatch(
                place ->
                    AccessSite.file(place.source()).equals(AccessSite.file(source))
                        || (!function.isEmpty() && place.function().equals(function)));
  }

  private static Stream<StatementSite> statements(Side side) {
    return side.alone().stream()
        .flatMap(run -> run.operations().stream())
        .map(one -> new StatementSite(one.step().source(), one.step().function()));
  }

  private static String at(Coverage.Place place) {
    return at(place.source(), place.function());
  }

  private static String at(String source, String function) {
    return " at " + source + (function.isEmpty() ? "" : ", " + function);
  }

  private Weakness own(String name, String about, Weakening weakening) {
    return new Weakness(name, about, true, candidate.name(), weakening);
  }

  /** What is weakened, if a scenario comes to it. */
  private Stream<WeakenedForm> of(Weakness weakness, Predicate<ScenarioComparison> reaches) {
    List<ScenarioComparison> reaching = comparison.scenarios().stream().filter(reaches).toList();
    List<ScenarioComparison> judges =
        reaching.stream()
            .filter(one -> one.to().isComplete() && one.to().violated().isEmpty())
            .sorted(Comparator.comparingLong(one -> one.to().states()))
            .toList();
    WeakenedForm weakened =
        new WeakenedForm(
            weakness.name(),
            weakness.about(),
            weakness.isOwn(),
            weakness.revision(),
            weakness.weakening(),
            judges,
            reaching.stream().anyMatch(one -> !one.to().isComplete()));
    return reaching.isEmpty() ? Stream.empty() : Stream.of(weakened);
  }
}
