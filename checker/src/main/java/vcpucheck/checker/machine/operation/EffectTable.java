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

  /** Where a row has how many effects it holds. */
  private static final int COUNT = 0;

  /** Where it has what is always known of its node. */
  private static final int FACTS = 1;

  /** Where it has the first code in its low half, and how many codes it is for in its high half. */
  private static final int EXTENT = 2;

  /** Where the effects of consecutive codes begin. */
  private static final int FIRST = 3;

  /**
   * All rows one after another, for a search comes to nodes in any order: arrays of their own would
   * lie far apart, among all that was allocated while code was unfolded. A row that grew has left
   * its old place unused.
   */
  private long[] words = new long[64];

  private int used;

  /** Where the row of each node begins. */
  private int[] rows = new int[16];

  private int nodes;

  /** Open addressing: node and index in one word, and the effect beside it, if it is not NONE. */
  private long[] keys = new long[16];

  private long[] far = new long[16];
  private int farCount;

  /**
   * Adds a node.
   *
   * @param facts what {@link #facts} answers
   */
  void addNode(long facts) {
    if (nodes == rows.length) {
      rows = Arrays.copyOf(rows, nodes * 2);
    }
    int row = reserve(FIRST);
    words[row + FACTS] = facts;
    rows[nodes++] = row;
  }

  private int reserve(int length) {
    int begin = used;
    if (length > Integer.MAX_VALUE - Byte.SIZE - begin) {
      throw new OutOfMemoryError("effects of operations must fit into one array: words=" + used);
    }
    used += length;
    if (used > words.length) {
      long longer = Math.max(2L * words.length, used);
      words = Arrays.copyOf(words, (int) Math.min(longer, Integer.MAX_VALUE - Byte.SIZE));
    }
    return begin;
  }

  /** What was said of a node when it was added. */
  long facts(int node) {
    return words[rows[node] + FACTS];
  }

  /** The effect of a node's operation for an index, or {@link #NONE}. */
  long get(int node, int index) {
    int row = rows[node];
    long extent = words[row + EXTENT];
    int place = index - first(extent);
    if (place >= 0 && place < length(extent)) {
      long effect = words[row + FIRST + place];
      if (effect != NONE) {
        return effect;
      }
    }
    return farCount == 0 ? NONE : far[place(key(node, index))];
  }

  private static int first(long extent) {
    return (int) extent;
  }

  private static int length(long extent) {
    return (int) (extent >>> Integer.SIZE);
  }

  void put(int node, int index, long effect) {
    reach(node, index);
    int row = rows[node];
    long extent = words[row + EXTENT];
    int place = index - first(extent);
    if (place < 0 || place >= length(extent)) {
      putFar(key(node, index), effect);
      return;
    }
    words[row + COUNT] += words[row + FIRST + place] == NONE ? 1 : 0;
    words[row + FIRST + place] = effect;
  }

  /** Grows a row to reach an index, unless it would have too many gaps. */
  private void reach(int node, int index) {
    long extent = words[rows[node] + EXTENT];
    int length = length(extent);
    int first = length == 0 ? index : first(extent);
    int end = first + length;
    if (index >= first && index < end) {
      return;
    }
    int from = Math.min(first, index);
    int to = Math.max(end, index + 1);
    int most = (int) Math.min(Integer.MAX_VALUE, SHORT + GAPS * words[rows[node] + COUNT]);
    if (to - from > most) {
      return;
    }
    // Twice as long, so that growing costs a constant time for each effect.
    int spare = Math.max(0, Math.min(most, 2 * length) - (to - from));
    if (index < first) {
      from = Math.max(0, from - spare);
    } else {
      to += spare;
    }
    move(node, from, to, first, length);
  }

  /** Moves a row to where it has room for codes from one up to another. */
  private void move(int node, int from, int to, int first, int length) {
    int grown = reserve(FIRST + to - from);
    int row = rows[node];
    words[grown + COUNT] = words[row + COUNT];
    words[grown + FACTS] = words[row + FACTS];
    words[grown + EXTENT] = ((long) (to - from) << Integer.SIZE) | from;
    System.arraycopy(words, row + FIRST, words, grown + FIRST + first - from, length);
    rows[node] = grown;
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
    int row = rows[node];
    long extent = words[row + EXTENT];
    return IntStream.range(0, length(extent))
        .filter(place -> words[row + FIRST + place] != NONE)
        .mapToLong(place -> key(node, first(extent) + place));
  }

  /** Writes all that is known. */
  void describe(DataOutput out) throws IOException {
    for (long key : known()) {
      out.writeLong(key);
      out.writeLong(get((int) (key >>> Integer.SIZE), (int) key));
    }
  }
}
