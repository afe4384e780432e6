package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.Violations;
import vcpucheck.checker.engine.search.ErrorTrail;
import vcpucheck.checker.engine.search.ErrorTrails;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.trace.Counterexample;

/** Lists what a search around wrong states has found wrong, each defect once. */
final class ViolationReader {
  private final TransitionSystem system;
  private final CounterexampleBuilder counterexamples;
  private final VerdictReader verdicts;

  ViolationReader(
      TransitionSystem system, CounterexampleBuilder counterexamples, VerdictReader verdicts) {
    this.system = system;
    this.counterexamples = counterexamples;
    this.verdicts = verdicts;
  }

  /** A defect, as far as a reader tells them apart. */
  private record Defect(String property, String where) {}

  /**
   * Where a search found a property violated.
   *
   * @param text the line, "File.java:12", or what is wrong if no operation leads there
   */
  private record Where(String property, boolean isLine, String text) {}

  /** What a search without reductions found. */
  Violations read(Exploration exploration) {
    Result result = verdicts.result(exploration);
    Map<Defect, Verdict.Violated> found = new LinkedHashMap<>();
    shortest(exploration)
        .forEach(
            (place, trail) -> {
              Counterexample shown = shown(place, trail);
              found.putIfAbsent(
                  new Defect(shown.property(), shown.lastSource()), new Verdict.Violated(shown));
            });
    if (result.verdict() instanceof Verdict.Violated whole
        && found.keySet().stream().noneMatch(one -> one.property().equals(whole.property()))) {
      found.put(new Defect(whole.property(), ""), whole); /* of the graph, not of a state */
    }
    verdicts
        .unmet(exploration)
        .forEach(
            name ->
                found.putIfAbsent(
                    new Defect(name, ""), VerdictReader.neverMet(name, exploration.states())));
    List<Verdict.Violated> sorted = new ArrayList<>(found.values());
    sorted.sort(
        Comparator.<Verdict.Violated>comparingInt(ViolationReader::operations)
            .thenComparing(Verdict.Violated::property));
    return new Violations(
        sorted, verdicts.isComplete(exploration), verdicts.notJudged(exploration), result);
  }

  /** An interleaving that shows a defect: the one with fewer switches may show another one. */
  private Counterexample shown(Where where, ErrorTrail trail) {
    Counterexample fewest = counterexamples.of(trail);
    return where.isLine() && !fewest.lastSource().equals(where.text())
        ? counterexamples.asFound(trail)
        : fewest;
  }

  private Map<Where, ErrorTrail> shortest(Exploration exploration) {
    Map<Where, ErrorTrail> trails = new LinkedHashMap<>();
    exploration
        .trails()
        .forEach((place, trail) -> trails.merge(where(place), trail, ViolationReader::cheaper));
    return trails;
  }

  private Where where(ErrorTrails.Place place) {
    return place.isOperation()
        ? new Where(
            place.property(), true, system.vcpus().automaton(place.vcpu()).source(place.node()))
        : new Where(place.property(), false, place.message());
  }

  private static ErrorTrail cheaper(ErrorTrail one, ErrorTrail other) {
    return other.cost() < one.cost() ? other : one;
  }

  private static int operations(Verdict.Violated violated) {
    return violated.trace().map(trace -> trace.steps().size()).orElse(Integer.MAX_VALUE);
  }
}
