package vcpucheck.checker;

import java.util.Map;
import java.util.Set;
import vcpucheck.checker.trace.Witness;

/**
 * How a model can end.
 *
 * @param ends the states in which every vCPU has ended, or is a daemon at rest, and nothing is
 *     wrong: for each variable, by name, its value as text
 * @param shown what these states show, by the names of the model's {@link
 *     vcpucheck.checker.model.Property#observable observables}
 * @param witnesses for each of what they show an interleaving of as few steps as the search knows:
 *     of blocks, if it searches by blocks; empty if not asked
 * @param violated the names of the properties that can be violated
 * @param isExhaustive whether everything was explored that is not behind a wrong state
 * @param result what was covered
 */
public record Outcomes(
    Set<Map<String, String>> ends,
    Set<Map<String, String>> shown,
    Map<Map<String, String>, Witness> witnesses,
    Set<String> violated,
    boolean isExhaustive,
    Result result) {
  public Outcomes {
    ends = Set.copyOf(ends);
    shown = Set.copyOf(shown);
    witnesses = Map.copyOf(witnesses);
    violated = Set.copyOf(violated);
  }
}
