package vcpucheck.checker.story;

import java.util.List;

/**
 * Why an interleaving violates a property.
 *
 * @param dependences between its steps, sorted; the number of steps stands for the violation
 * @param preemptions in order
 * @param slice the steps that led to the violation, in order
 * @param missed the stores that steps do not find, by step; none where memory is sequentially
 *     consistent
 */
public record Explanation(
    List<Dependence> dependences,
    List<Preemption> preemptions,
    List<SliceStep> slice,
    List<Missed> missed) {
  /** The explanation of a violation at the start. */
  public static final Explanation NONE =
      new Explanation(List.of(), List.of(), List.of(), List.of());

  /**
   * A step that led to the violation.
   *
   * @param step its index
   * @param distance how far from the violation: what decides it is at most 1 away, and every value
   *     that is passed on a little farther
   */
  public record SliceStep(int step, double distance) {}

  public Explanation {
    dependences = List.copyOf(dependences);
    preemptions = List.copyOf(preemptions);
    slice = List.copyOf(slice);
    missed = List.copyOf(missed);
  }

  /** The indexes of the steps that led to the violation, sorted. */
  public List<Integer> steps() {
    return slice.stream().map(SliceStep::step).toList();
  }
}
