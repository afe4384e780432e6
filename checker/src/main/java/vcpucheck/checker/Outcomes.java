package vcpucheck.checker;

import java.util.Map;
import java.util.Set;

/**
 * How a model can end.
 *
 * @param ends the states in which every vCPU has ended, or is a daemon at rest, and nothing is
 *     wrong: for each variable, by name, its value as text
 * @param violated the names of the properties that can be violated
 * @param result what was covered
 */
public record Outcomes(Set<Map<String, String>> ends, Set<String> violated, Result result) {
  public Outcomes {
    ends = Set.copyOf(ends);
    violated = Set.copyOf(violated);
  }
}
