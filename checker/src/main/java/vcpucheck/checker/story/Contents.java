package vcpucheck.checker.story;

import java.util.List;

/**
 * What memory has in it while an interleaving goes on, and where its steps are in the code.
 *
 * @param start every variable at the start
 * @param changes for each step the variables that it changed, as they are afterwards
 * @param functions for each step the C functions that it is in, outermost first
 */
public record Contents(List<Cell> start, List<List<Cell>> changes, List<List<String>> functions) {
  /** Nothing, and no steps. */
  public static final Contents NONE = new Contents(List.of(), List.of(), List.of());

  public Contents {
    start = List.copyOf(start);
    changes = changes.stream().map(List::copyOf).toList();
    functions = functions.stream().map(List::copyOf).toList();
  }

  /**
   * A variable and its value.
   *
   * @param name the variable's name: "domain.count"
   * @param value its value as text
   */
  public record Cell(String name, String value) {}
}
