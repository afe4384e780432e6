package vcpucheck.checker;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import vcpucheck.checker.trace.Witness;

/**
 * How a model can end.
 *
 * @param observables the names of the model's {@link vcpucheck.checker.model.Property#observable
 *     observables}
 * @param ends the states in which every vCPU has ended, or is a daemon at rest, and nothing is
 *     wrong: for each variable, by name, its value as text
 * @param shown what these states show, by the observables' names
 * @param witnesses for each of what they show an interleaving of as few steps as the search knows:
 *     of blocks, if it searches by blocks; empty if not asked
 * @param violated the names of the properties that can be violated
 * @param isExhaustive whether everything was explored that is not behind a wrong state
 * @param result what was covered
 */
public record Outcomes(
    SortedSet<String> observables,
    Set<Map<String, String>> ends,
    Set<Map<String, String>> shown,
    Map<Map<String, String>, Witness> witnesses,
    Set<String> violated,
    boolean isExhaustive,
    Result result) {
  public Outcomes {
    observables = Collections.unmodifiableSortedSet(new TreeSet<>(observables));
    ends = Set.copyOf(ends);
    shown = Set.copyOf(shown);
    witnesses = Map.copyOf(witnesses);
    violated = Set.copyOf(violated);
  }
}
