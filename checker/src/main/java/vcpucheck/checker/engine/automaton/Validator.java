package vcpucheck.checker.engine.automaton;

/**
 * Checks what scopes forget: runs the code to every position again, along the recorded history and
 * along up to eight of the histories that were merged into one on the way, and compares what it
 * does next.
 *
 * <p>Code that passes a position is compared there as code that is run to it, so a history is run
 * to the last positions only.
 */
public final class Validator {
  private static final int HISTORIES = 8;

  private final Automaton automaton;
  private final Positions positions;

  public Validator(Automaton automaton) {
    this.automaton = automaton;
    this.positions = automaton.positions();
  }

  /**
   * Checks every position.
   *
   * @throws vcpucheck.checker.model.ModelException if a history leads elsewhere than the one that
   *     it was merged with
   */
  public void validate() {
    int[] passing = passing();
    for (int position = 0; position < passing.length; position++) {
      if (positions.node(position) != Positions.NONE && passing[position] <= HISTORIES) {
        check(position, passing[position]);
      }
    }
  }

  /**
   * For each position how many of its histories, the recorded one and then the merged ones, are run
   * through it to a position behind it. That is one to which the code itself leads on: what follows
   * a scope is reached without running the scope.
   */
  private int[] passing() {
    int[] passing = new int[positions.size()];
    for (int position = 0; position < passing.length; position++) {
      boolean isBehind =
          switch (positions.kind(position)) {
            case RESULT, ENTER -> positions.node(position) != Positions.NONE;
            case ROOT, HEAD, EXIT -> false;
          };
      if (isBehind) {
        int before = positions.parent(position);
        int histories = 1 + HISTORIES - positions.merged(position).size();
        passing[before] = Math.max(passing[before], histories);
      }
    }
    return passing;
  }

  private void check(int position, int checked) {
    int[] path = positions.path(position);
    if (checked == 0) {
      run(path);
    }
    int histories = 1;
    for (int at = path.length - 1; at >= 0; at--) {
      for (int[] history : positions.merged(path[at])) {
        if (histories > HISTORIES) {
          return;
        }
        if (histories >= checked) {
          run(join(history, path, at));
        }
        histories++;
      }
    }
  }

  private static int[] join(int[] history, int[] path, int at) {
    int[] joined = new int[history.length + path.length - at];
    System.arraycopy(history, 0, joined, 0, history.length);
    System.arraycopy(path, at, joined, history.length, path.length - at);
    return joined;
  }

  private void run(int[] path) {
    new Execution(automaton, path, Execution.Purpose.CHECK).run();
  }
}
