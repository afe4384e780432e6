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
 * <p>A node has a row that the code is an index of. A code far beyond the row's end is kept in a
 * hash table of all nodes, so that a node that meets only the hundred-thousandth value of a counter
 * takes no room for the values before.
 */
final class EffectTable {
  /** No effect is known. */
  static final long NONE = 0;

  /** Rows are at least so long, if they have anything. */
  private static final int SHORT = 64;

  private static final long[] EMPTY = {};

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
    if (index < row.length) {
      long effect = row[index];
      if (effect != NONE || farCount == 0) {
        return effect;
      }
    }
    return farCount == 0 ? NONE : far[place(key(node, index))];
  }

  void put(int node, int index, long effect) {
    long[] row = rows[node];
    if (index >= row.length && index < SHORT + 2 * row.length) {
      row = Arrays.copyOf(row, Math.max(index + 1, row.length * 2));
      rows[node] = row;
    }
    if (index < row.length) {
      row[index] = effect;
    } else {
      putFar(key(node, index), effect);
    }
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
    LongStream near =
        IntStream.range(0, nodes)
            .boxed()
            .flatMapToLong(
                node ->
                    IntStream.range(0, rows[node].length)
                        .filter(index -> rows[node][index] != NONE)
                        .mapToLong(index -> key(node, index)));
    LongStream beyond =
        IntStream.range(0, keys.length).filter(at -> far[at] != NONE).mapToLong(at -> keys[at]);
    return LongStream.concat(near, beyond).sorted().distinct().toArray();
  }

  /** Writes all that is known. */
  void describe(DataOutput out) throws IOException {
    for (int node = 0; node < nodes; node++) {
      for (int index = 0; index < rows[node].length; index++) {
        if (rows[node][index] != NONE) {
          out.writeInt(index);
          out.writeLong(rows[node][index]);
        }
      }
    }
    long[] sorted =
        IntStream.range(0, keys.length)
            .filter(at -> far[at] != NONE)
            .mapToLong(at -> keys[at])
            .sorted()
            .toArray();
    for (long key : sorted) {
      out.writeLong(key);
      out.writeLong(far[place(key)]);
    }
  }
}
