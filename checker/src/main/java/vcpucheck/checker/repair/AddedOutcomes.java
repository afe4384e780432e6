package vcpucheck.checker.repair;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Outcome;
import vcpucheck.checker.compare.ScenarioComparison;

/**
 * Which outcomes a repair adds to the form that it repairs.
 *
 * @param added the names of outcomes by case; only cases in which there are any
 * @param unknown the cases of which that is not known: a search was cut, or nothing is observed
 * @param compared in how many cases it was compared
 */
public record AddedOutcomes(
    SortedMap<String, List<String>> added, List<String> unknown, int compared) {
  public AddedOutcomes {
    added = Collections.unmodifiableSortedMap(new TreeMap<>(added));
    unknown = List.copyOf(unknown);
  }

  /** A case, and the repair compared with the form in it. */
  public record Compared(Case one, ScenarioComparison scenario) {
    private boolean isKnown() {
      return scenario.isComplete() && !scenario.observables().isEmpty();
    }

    private List<String> added() {
      return scenario.added().stream().map(Outcome::id).toList();
    }
  }

  /** In how many cases it is known to add none. */
  public int none() {
    Set<String> others = new HashSet<>(unknown);
    others.addAll(added.keySet());
    return compared - others.size();
  }

  /** Sums up comparisons. */
  public static AddedOutcomes of(List<Compared> compared) {
    SortedMap<String, List<String>> added = new TreeMap<>();
    compared.stream()
        .filter(one -> !one.added().isEmpty())
        .forEach(one -> added.put(one.one().title(), one.added()));
    return new AddedOutcomes(
        added,
        compared.stream().filter(one -> !one.isKnown()).map(one -> one.one().title()).toList(),
        compared.size());
  }
}
