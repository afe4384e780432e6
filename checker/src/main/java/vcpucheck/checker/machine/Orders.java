package vcpucheck.checker.machine;

import java.util.Arrays;

/**
 * Orders of things of which some are tied: runs of places whose contents may be exchanged.
 *
 * <p>Where there are too many orders, only the first is tried: then of states that are alike more
 * than one may remain.
 */
final class Orders {
  private static final int MOST = 720;

  private int runs;
  private int[] begin = new int[8];
  private int[] end = new int[8];
  private long count = 1;

  /** Forgets all runs. */
  void clear() {
    runs = 0;
    count = 1;
  }

  /** Adds a run of at least two places. */
  void add(int from, int to) {
    if (runs == begin.length) {
      begin = Arrays.copyOf(begin, runs * 2);
      end = Arrays.copyOf(end, runs * 2);
    }
    begin[runs] = from;
    end[runs++] = to;
    for (int places = 2; places <= to - from && count <= MOST; places++) {
      count *= places;
    }
  }

  /** Whether there is more than one order to try. */
  boolean areSeveral() {
    return runs > 0 && count <= MOST;
  }

  /** Brings the contents of the places into every order, and leaves them in the first. */
  void forEach(int[] contents, Runnable action) {
    if (areSeveral()) {
      permute(contents, 0, begin[0], action);
    } else {
      action.run();
    }
  }

  private void permute(int[] contents, int run, int from, Runnable action) {
    if (from == end[run]) {
      if (run + 1 == runs) {
        action.run();
      } else {
        permute(contents, run + 1, begin[run + 1], action);
      }
      return;
    }
    for (int other = from; other < end[run]; other++) {
      swap(contents, from, other);
      permute(contents, run, from + 1, action);
      swap(contents, from, other);
    }
  }

  private static void swap(int[] contents, int one, int other) {
    int content = contents[one];
    contents[one] = contents[other];
    contents[other] = content;
  }
}
