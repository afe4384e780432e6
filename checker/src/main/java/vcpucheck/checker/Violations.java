package vcpucheck.checker;

import java.util.List;

/**
 * All that a model does wrong, as far as nothing wrong comes before it.
 *
 * @param found distinct by property and by the line of code that leads into the violation, each
 *     with one of its shortest interleavings; those with the fewest operations come first
 * @param isExhaustive whether everything was explored that is not behind a wrong state
 * @param notChecked the names of properties of the whole graph, which are not decided beside a
 *     state that is wrong
 * @param result what was covered, and the verdict
 */
public record Violations(
    List<Verdict.Violated> found, boolean isExhaustive, List<String> notChecked, Result result) {
  public Violations {
    found = List.copyOf(found);
    notChecked = List.copyOf(notChecked);
  }
}
