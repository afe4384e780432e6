package vcpucheck.checker.engine.cluster.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/** Goes through the states of several cursors together, group by group of one hash. */
public final class CursorMerge {
  private final PriorityQueue<StateCursor> cursors =
      new PriorityQueue<>((a, b) -> Long.compareUnsigned(a.key(), b.key()));
  private final int words;

  /** The states of the group, each once, and their keys. */
  private final List<long[]> states = new ArrayList<>();

  private final List<Long> keys = new ArrayList<>();

  /**
   * Goes to before the first group.
   *
   * @param words how many words a state has
   */
  public CursorMerge(List<? extends StateCursor> all, int words) throws IOException {
    this.words = words;
    for (StateCursor cursor : all) {
      if (cursor.advance()) {
        cursors.add(cursor);
      }
    }
  }

  /** Goes to the next states that have one hash; false if there are none. */
  public boolean advance() throws IOException {
    states.clear();
    keys.clear();
    StateCursor least = cursors.peek();
    if (least == null) {
      return false;
    }
    long key = least.key();
    while (least != null && StateKey.compare(least.key(), key) == 0) {
      cursors.remove();
      add(least);
      if (least.advance()) {
        cursors.add(least);
      }
      least = cursors.peek();
    }
    return true;
  }

  private void add(StateCursor cursor) {
    long[] state = new long[words];
    cursor.take(state);
    for (long[] known : states) {
      if (Arrays.equals(known, state)) {
        return;
      }
    }
    states.add(state);
    keys.add(cursor.key());
  }

  /** The states of the group. */
  public List<long[]> states() {
    return states;
  }

  /** A key of a group's state, by its place among {@link #states}. */
  public long key(int place) {
    return keys.get(place);
  }

  /** Drops a state of the group. */
  public void drop(long[] state) {
    for (int place = 0; place < states.size(); place++) {
      if (Arrays.equals(states.get(place), state)) {
        states.remove(place);
        keys.remove(place);
        return;
      }
    }
  }
}
