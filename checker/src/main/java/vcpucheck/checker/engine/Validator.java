package vcpucheck.checker.engine;

import java.util.List;
import vcpucheck.checker.machine.Code;

/**
 * Checks what scopes forget: runs the code to every position again, along the recorded history and
 * along up to eight of the histories that were merged into one on the way, and compares what it
 * does next.
 */
final class Validator {
  private static final int HISTORIES = 8;

  private final Automaton automaton;
  private final Positions positions;

  Validator(Automaton automaton) {
    this.automaton = automaton;
    this.positions = automaton.positions();
  }

  /**
   * Checks every position, one that is on the way to a node together with that node.
   *
   * @throws vcpucheck.checker.model.ModelException if a history leads elsewhere than the one that
   *     it was merged with
   */
  void validate() {
    boolean[] onTheWay = new boolean[positions.size()];
    for (int node = Code.END + 1; node < automaton.code().size(); node++) {
      int[] path = positions.path(automaton.position(node));
      check(path);
      checkMerged(path);
      for (int position : path) {
        onTheWay[position] = true;
      }
    }
    for (int position = 0; position < onTheWay.length; position++) {
      if (!onTheWay[position] && positions.node(position) != Positions.NONE) {
        int[] path = positions.path(position);
        check(path);
        checkMerged(path);
      }
    }
  }

  private void checkMerged(int[] path) {
    int budget = HISTORIES;
    for (int at = path.length - 1; at >= 0 && budget > 0; at--) {
      List<int[]> histories = positions.merged(path[at]);
      for (int i = 0; i < Math.min(budget, histories.size()); i++) {
        check(join(histories.get(i), path, at));
      }
      budget -= Math.min(budget, histories.size());
    }
  }

  private static int[] join(int[] history, int[] path, int at) {
    int[] joined = new int[history.length + path.length - at];
    System.arraycopy(history, 0, joined, 0, history.length);
    System.arraycopy(path, at, joined, history.length, path.length - at);
    return joined;
  }

  private void check(int[] path) {
    new Execution(automaton, path, Execution.Purpose.CHECK).run();
  }
}
