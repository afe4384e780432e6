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

  /** The binary logarithm of how many words are known of a node. */
  private static final int NODE_SHIFT = 2;

  /** Where a node has what is always known of it. */
  private static final int FACTS = 0;

  /** Where it has the first code of its row in the low half, and where that begins in the high. */
  private static final int ROW = 1;

  /** Where it has how many codes its row is for. */
  private static final int LENGTH = 2;

  /** Where it has how many effects its row holds. */
  private static final int COUNT = 3;

  /** What is known of each node: side by side, for a step reads all of it at once. */
  private long[] nodes = new long[16 << NODE_SHIFT];

  private int size;

  /**
   * The effects of consecutive codes, all rows one after another, for a search comes to nodes in
   * any order: arrays of their own would lie far apart, among all that was allocated while code was
   * unfolded. A row that grew has left its old place unused.
   */
  private long[] rows = new long[64];

  private int used;

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
    if (size << NODE_SHIFT == nodes.length) {
      if (nodes.length > Integer.MAX_VALUE / 2) {
        throw new OutOfMemoryError("nodes of a program must fit into one array: nodes=" + size);
      }
      nodes = Arrays.copyOf(nodes, nodes.length * 2);
    }
    nodes[(size++ << NODE_SHIFT) + FACTS] = facts;
  }

  private int reserve(int length) {
    int begin = used;
    if (length > Integer.MAX_VALUE - Byte.SIZE - begin) {
      throw new OutOfMemoryError("effects of operations must fit into one array: words=" + used);
    }
    used += length;
    if (used > rows.length) {
      long longer = Math.max(2L * rows.length, used);
      rows = Arrays.copyOf(rows, (int) Math.min(longer, Integer.MAX_VALUE - Byte.SIZE));
    }
    return begin;
  }

  /** What was said of a node when it was added. */
  long facts(int node) {
    return nodes[(node << NODE_SHIFT) + FACTS];
  }

  /** The effect of a node's operation for an index, or {@link #NONE}. */
  long get(int node, int index) {
    int at = node << NODE_SHIFT;
    long row = nodes[at + ROW];
    int place = index - first(row);
    if (place >= 0 && place < nodes[at + LENGTH]) {
      long effect = rows[begin(row) + place];
      if (effect != NONE) {
        return effect;
      }
    }
    return farCount == 0 ? NONE : far[place(key(node, index))];
  }

  private static int first(long row) {
    return (int) row;
  }

  private static int begin(long row) {
    return (int) (row >>> Integer.SIZE);
  }

  private int length(int node) {
    return (int) nodes[(node << NODE_SHIFT) + LENGTH];
  }

  private long row(int node) {
    return nodes[(node << NODE_SHIFT) + ROW];
  }

  void put(int node, int index, long effect) {
    reach(node, index);
    int place = index - first(row(node));
    if (place < 0 || place >= length(node)) {
      putFar(key(node, index), effect);
      return;
    }
    int at = begin(row(node)) + place;
    nodes[(node << NODE_SHIFT) + COUNT] += rows[at] == NONE ? 1 : 0;
    rows[at] = effect;
  }

  /** Grows a row to reach an index, unless it would have too many gaps. */
  private void reach(int node, int index) {
    int length = length(node);
    int first = length == 0 ? index : first(row(node));
    int end = first + length;
    if (index >= first && index < end) {
      return;
    }
    int from = Math.min(first, index);
    int to = Math.max(end, index + 1);
    long count = nodes[(node << NODE_SHIFT) + COUNT];
    int most = (int) Math.min(Integer.MAX_VALUE, SHORT + GAPS * count);
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
    move(node, from, to, first);
  }

  /** Moves a row to where it has room for codes from one up to another. */
  private void move(int node, int from, int to, int first) {
    int grown = reserve(to - from);
    System.arraycopy(rows, begin(row(node)), rows, grown + first - from, length(node));
    nodes[(node << NODE_SHIFT) + ROW] = ((long) grown << Integer.SIZE) | from;
    nodes[(node << NODE_SHIFT) + LENGTH] = (long) to - from;
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
    LongStream near = IntStream.range(0, size).boxed().flatMapToLong(this::inRow);
    LongStream beyond =
        IntStream.range(0, keys.length).filter(at -> far[at] != NONE).mapToLong(at -> keys[at]);
    return LongStream.concat(near, beyond).sorted().distinct().toArray();
  }

  private LongStream inRow(int node) {
    long row = row(node);
    return IntStream.range(0, length(node))
        .filter(place -> rows[begin(row) + place] != NONE)
        .mapToLong(place -> key(node, first(row) + place));
  }

  /** Writes all that is known. */
  void describe(DataOutput out) throws IOException {
    for (long key : known()) {
      out.writeLong(key);
      out.writeLong(get((int) (key >>> Integer.SIZE), (int) key));
    }
  }
}
