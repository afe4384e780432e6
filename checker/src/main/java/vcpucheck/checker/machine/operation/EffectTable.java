package vcpucheck.checker.machine.operation;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What operations are known to do: for each node, and each code of its variable or each of its
 * outcomes, an effect.
 *
 * <p>A node has a row for a range of codes that has few gaps. A code far beyond its ends is kept in
 * a hash table of all nodes, so that a node that meets the first and the hundred-thousandth value
 * of a counter takes no room for the values between.
 */
final class EffectTable {
  /** No effect is known. */
  static final long NONE = 0;

  /** Rows may be at least so long, however few effects they have. */
  private static final int SHORT = 64;

  /** Longer rows have at least one effect among so many places. */
  private static final int GAPS = 4;

  private static final long[] EMPTY = {0};

  /**
   * For each node a word of its own, and the effects of consecutive codes. The word has the first
   * code in its low half, and how many effects there are in its high half: to read it costs no
   * further cache line where the row is short.
   */
  private long[][] rows = new long[16][];

  private int nodes;

  /** Open addressing: node and index in one word, and the effect beside it, if it is not NONE. */
  private long[] keys = new long[16];

  private long[] far = new long[16];
  private int farCount;

  void addNode() {
    if (nodes == rows.length) {
      rows = Arrays.copyOf(rows, nodes * 2);
    }
    rows[nodes++] = EMPTY;
  }

  /** The effect of a node's operation for an index, or {@link #NONE}. */
  long get(int node, int index) {
    long[] row = rows[node];
    int place = index - first(row);
    if (place >= 0 && place < row.length - 1) {
      long effect = row[place + 1];
      if (effect != NONE) {
        return effect;
      }
    }
    return farCount == 0 ? NONE : far[place(key(node, index))];
  }

  private static int first(long[] row) {
    return (int) row[0];
  }

  private static int count(long[] row) {
    return (int) (row[0] >>> Integer.SIZE);
  }

  void put(int node, int index, long effect) {
    long[] row = reach(rows[node], index);
    int place = index - first(row) + 1;
    if (place < 1 || place >= row.length) {
      putFar(key(node, index), effect);
      return;
    }
    rows[node] = row;
    row[0] += row[place] == NONE ? 1L << Integer.SIZE : 0;
    row[place] = effect;
  }

  /** The row, grown to reach an index, unless it would have too many gaps. */
  private static long[] reach(long[] row, int index) {
    int length = row.length - 1;
    int first = length == 0 ? index : first(row);
    int end = first + length;
    if (index >= first && index < end) {
      return row;
    }
    int most = SHORT + GAPS * count(row);
    int from = Math.min(first, index);
    int to = Math.max(end, index + 1);
    if (to - from > most) {
      return row;
    }
    // Twice as long, so that growing costs a constant time for each effect.
    int spare = Math.max(0, Math.min(most, 2 * length) - (to - from));
    if (index < first) {
      from = Math.max(0, from - spare);
    } else {
      to += spare;
    }
    long[] grown = new long[to - from + 1];
    System.arraycopy(row, 1, grown, 1 + first - from, length);
    grown[0] = ((long) count(row) << Integer.SIZE) | from;
    return grown;
  }

  private void putFar(long key, long effect) {
    if (2 * farCount >= keys.length) {
      grow();
    }
    int place = place(key);
    farCount += far[place] == NONE ? 1 : 0;
    keys[place] = key;
    far[place] = effect;
  }

  private void grow() {
    long[] keysBefore = keys;
    long[] farBefore = far;
    keys = new long[keysBefore.length * 2];
    far = new long[keys.length];
    for (int at = 0; at < keysBefore.length; at++) {
      if (farBefore[at] != NONE) {
        int place = place(keysBefore[at]);
        keys[place] = keysBefore[at];
        far[place] = farBefore[at];
      }
    }
  }

  /** Where a key is, or is to be put. */
  private int place(long key) {
    int mask = keys.length - 1;
    int place = (int) ((key * 0x9E3779B97F4A7C15L) >>> Integer.SIZE) & mask;
    while (far[place] != NONE && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private static long key(int node, int index) {
    return ((long) node << Integer.SIZE) | index;
  }

  /** What effects are known of: each a node in the high half, and an index; sorted. */
  long[] known() {
    LongStream near = IntStream.range(0, nodes).boxed().flatMapToLong(this::inRow);
    LongStream beyond =
        IntStream.range(0, keys.length).filter(at -> far[at] != NONE).mapToLong(at -> keys[at]);
    return LongStream.concat(near, beyond).sorted().distinct().toArray();
  }

  private LongStream inRow(int node) {
    long[] row = rows[node];
    return IntStream.range(1, row.length)
        .filter(place -> row[place] != NONE)
        .mapToLong(place -> key(node, first(row) + place - 1));
  }

  /** Writes all that is known. */
  void describe(DataOutput out) throws IOException {
    for (long key : known()) {
      out.writeLong(key);
      out.writeLong(get((int) (key >>> Integer.SIZE), (int) key));
    }
  }
}
