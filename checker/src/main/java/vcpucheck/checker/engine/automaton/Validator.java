package vcpucheck.checker.engine.automaton;

/**
 * Checks that code is a function of what it observes, and what scopes forget: runs the code to
 * every position again, in another order than before and several times in a row, along the recorded
 * history and along histories that were merged into one on the way, and compares what it does next.
 *
 * <p>Code that passes a position is compared there as code that is run to it, so a history is run
 * to the last positions only.
 */
public final class Validator {
  /** Programs of at most so many positions are small, and run to each of them so many times. */
  private static final int SMALL = 2_000;

  private static final int RUNS = 2;
  private static final int RUNS_OF_SMALL = 16;

  /** How many merged histories on the way to a position are compared in any case. */
  private static final int LEAST_HISTORIES = 8;

  /** How many operations may be run to compare more of them than the least. */
  private static final long BUDGET = 4_000_000;

  private final Automaton automaton;
  private final Positions positions;

  /**
   * How many positions are checked: what the check of slots has unfolded is no part of a search.
   */
  private final int end;

  private final int most;
  private final Runnable check;
  private int runs;

  /**
   * Makes a validator.
   *
   * @param check what must hold between any two runs: what one of them changes, another may change
   *     back
   */
  public Validator(Automaton automaton, Runnable check) {
    this.automaton = automaton;
    this.check = check;
    this.positions = automaton.positions();
    end = automaton.searchedPositions();
    most = affordable();
  }

  /**
   * Checks every position.
   *
   * @return how many of the histories that were merged were compared
   * @throws vcpucheck.checker.model.ModelException if code does something else than before, or a
   *     history leads elsewhere than the one that it was merged with
   */
  public long validate() {
    int[] passing = passing();
    int runs = passing.length <= SMALL ? RUNS_OF_SMALL : RUNS;
    for (int position = passing.length - 1; position >= 0; position--) {
      if (positions.node(position) != Positions.NONE && passing[position] <= most) {
        check(position, passing[position], runs);
      }
    }
    long compared = 0;
    for (int position = 0; position < passing.length; position++) {
      compared += Math.min(most, positions.merged(position).size());
    }
    return compared;
  }

  /** How many histories the search has merged. */
  public long merged() {
    long merged = 0;
    for (int position = 0; position < end; position++) {
      merged += positions.mergedCount(position);
    }
    return merged;
  }

  /** How many histories on the way to each position can be compared within the budget. */
  private int affordable() {
    int[] lengths = new int[end];
    int[] merged = new int[end];
    int longest = 0;
    for (int position = 0; position < end; position++) {
      int before = positions.parent(position);
      boolean isRoot = before == Positions.NONE;
      lengths[position] = isRoot ? 1 : lengths[before] + 1;
      merged[position] = positions.merged(position).size() + (isRoot ? 0 : merged[before]);
      longest = Math.max(longest, merged[position]);
    }
    int histories = LEAST_HISTORIES;
    while (histories < longest && cost(lengths, merged, histories * 2) <= BUDGET) {
      histories *= 2;
    }
    return histories;
  }

  private static long cost(int[] lengths, int[] merged, int histories) {
    long cost = 0;
    for (int position = 0; position < lengths.length && cost <= BUDGET; position++) {
      cost += (long) lengths[position] * Math.min(histories, merged[position]);
    }
    return cost;
  }

  /**
   * For each position how many of its histories, the recorded one and then the merged ones, are run
   * through it to a position behind it. That is one to which the code itself leads on: what follows
   * a scope is reached without running the scope.
   */
  private int[] passing() {
    int[] passing = new int[end];
    for (int position = 0; position < passing.length; position++) {
      boolean isBehind =
          switch (positions.kind(position)) {
            case RESULT, ENTER -> positions.node(position) != Positions.NONE;
            case ROOT, HEAD, EXIT -> false;
          };
      if (isBehind) {
        int before = positions.parent(position);
        int histories = 1 + Math.max(0, most - positions.merged(position).size());
        passing[before] = Math.max(passing[before], histories);
      }
    }
    return passing;
  }

  private void check(int position, int checked, int runs) {
    int[] path = positions.path(position);
    if (checked == 0) {
      for (int run = 0; run < runs; run++) {
        run(path);
      }
    }
    int histories = 1;
    for (int at = path.length - 1; at >= 0; at--) {
      for (int[] history : positions.merged(path[at])) {
        if (histories > most) {
          return;
        }
        if (histories >= checked) {
          run(join(positions.history(history), path, at));
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
    if (++runs <= RUNS_OF_SMALL) {
      check.run();
    }
  }
}
