package vcpucheck.checker.walk;

import java.util.List;

/**
 * How far two vCPUs are, and what would come of letting one run on alone and then the other. A
 * point of the graph has as coordinates how many operations each has done (E. W. Dijkstra: EWD 123,
 * 1965; Coffman, Elphick, Shoshani: System Deadlocks, 1971).
 *
 * @param x the vCPU on the horizontal axis
 * @param y the other one
 * @param isComplete whether the vCPUs were followed to their ends, with the first outcome of each
 *     operation; if not, a bound was reached
 */
public record ProgressGraph(Axis x, Axis y, boolean isComplete) {
  /**
   * One vCPU.
   *
   * @param vcpu its index
   * @param done how many operations it has done
   * @param end how many it will have done if it runs on, the other one only helping it where it
   *     waits
   * @param sections where it holds which lock
   * @param violations where it must not be preempted
   */
  public record Axis(
      int vcpu, int done, int end, List<Section> sections, List<Violation> violations) {
    public Axis {
      sections = List.copyOf(sections);
      violations = List.copyOf(violations);
    }
  }

  /**
   * Operations during which a vCPU holds a lock.
   *
   * @param lock the lock's name
   * @param from how many operations the vCPU has done once it holds the lock
   * @param to how many it has done before it releases it
   */
  public record Section(String lock, int from, int to) {}

  /**
   * A violation that follows if the vCPU runs on to a point and is preempted there: the other one
   * runs as far as it can, and then the vCPU again.
   *
   * @param after how many operations the vCPU has done at that point
   * @param at how many the other one has done by then
   * @param property what is violated
   */
  public record Violation(int after, int at, String property) {}
}
