package vcpucheck.scenarios.conform;

import java.util.List;

/**
 * How far the model agrees with recorded traces.
 *
 * @param traces how many traces were replayed
 * @param steps how many steps they have
 * @param differences the first difference of each trace that has one
 */
public record ConformanceReport(int traces, int steps, List<Difference> differences) {
  public ConformanceReport {
    differences = List.copyOf(differences);
  }

  /** Whether every trace agrees. */
  public boolean conforms() {
    return differences.isEmpty();
  }
}
