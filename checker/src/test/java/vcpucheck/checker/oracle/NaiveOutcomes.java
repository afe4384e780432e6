package vcpucheck.checker.oracle;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that the interleavings of a model can lead to. An execution stops at its first violation.
 *
 * @param finalStates the states in which every vCPU has ended and nothing is wrong: from the name
 *     of a cell, lock or slot to its value as text
 * @param problems the violations
 * @param unmet the conditions that should hold in some state and hold in none
 * @param interleavings how many executions there are, those that stopped included
 * @param shortest the fewest operations that lead to a violation; the largest number if none do
 */
public record NaiveOutcomes(
    Set<Map<String, String>> finalStates,
    Set<Problem> problems,
    Set<String> unmet,
    long interleavings,
    int shortest) {
  public NaiveOutcomes {
    finalStates = Set.copyOf(finalStates);
    problems = Set.copyOf(problems);
    unmet = Set.copyOf(unmet);
  }

  /** The names of the violated properties. */
  public Set<String> violated() {
    Set<String> names = new TreeSet<>(unmet);
    problems.forEach(problem -> names.add(problem.property()));
    return names;
  }
}
