package vcpucheck.checker.engine.automaton;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The positions of one automaton: a tree, hash-consed, so that what was observed is one position
 * however often it is observed.
 */
public final class Positions {
  /** No parent; no node. */
  static final int NONE = -1;

  /** How a position comes about from its parent. */
  enum Kind {
    /** A step begins; the value is the number of its local state. No parent. */
    ROOT,
    /** The operation at the parent returned the value. */
    RESULT,
    /** A scope begins. */
    ENTER,
    /** A loop whose ENTER is the parent comes round; the value is the number of its state. */
    HEAD,
    /** The scope whose ENTER is the parent ends; the value is the number of its result. */
    EXIT
  }

  private record Key(int parent, Kind kind, long value) {}

  private static final int HISTORIES = 8;

  private final Map<Key, Integer> index = new HashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private final List<List<Integer>> locks = new ArrayList<>();
  private final Map<Integer, List<int[]>> merged = new HashMap<>();
  private int[] nodes = new int[64];

  /**
   * The position with a key.
   *
   * @param held the lock variables held there, sorted; remembered at the first call with a key
   */
  int intern(int parent, Kind kind, long value, List<Integer> held) {
    Key key = new Key(parent, kind, value);
    Integer known = index.get(key);
    if (known != null) {
      return known;
    }
    int position = keys.size();
    index.put(key, position);
    keys.add(key);
    locks.add(held);
    if (position == nodes.length) {
      nodes = Arrays.copyOf(nodes, position * 2);
    }
    nodes[position] = NONE;
    return position;
  }

  /** The position with a key, or {@link #NONE} if there is none yet. */
  int find(int parent, Kind kind, long value) {
    return index.getOrDefault(new Key(parent, kind, value), NONE);
  }

  /** How many positions there are. */
  int size() {
    return keys.size();
  }

  int parent(int position) {
    return keys.get(position).parent();
  }

  Kind kind(int position) {
    return keys.get(position).kind();
  }

  long value(int position) {
    return keys.get(position).value();
  }

  /** The lock variables held at a position, sorted. */
  public List<Integer> locks(int position) {
    return locks.get(position);
  }

  /** The node where code goes on from a position, or {@link #NONE} if it has not been run yet. */
  int node(int position) {
    return nodes[position];
  }

  void setNode(int position, int node) {
    nodes[position] = node;
  }

  /** The positions from the root to a position, both included. */
  public int[] path(int position) {
    int length = 0;
    for (int p = position; p != NONE; p = parent(p)) {
      length++;
    }
    int[] path = new int[length];
    for (int p = position; p != NONE; p = parent(p)) {
      path[--length] = p;
    }
    return path;
  }

  /** Whether a loop that goes round leads to a position again, in the same step. */
  boolean isInLoop(int position) {
    return Arrays.stream(path(position)).anyMatch(on -> kind(on) == Kind.HEAD);
  }

  /** The value of a result, observed at a position, after which code goes on at a node. */
  long resultBetween(int position, int node) {
    return index.entrySet().stream()
        .filter(entry -> entry.getKey().parent() == position)
        .filter(entry -> entry.getKey().kind() == Kind.RESULT)
        .filter(entry -> nodes[entry.getValue()] == node)
        .mapToLong(entry -> entry.getKey().value())
        .min()
        .orElseThrow(() -> new AssertionError("checker bug: no result leads to node " + node));
  }

  /**
   * Remembers that a history led to a position that another history had led to before.
   *
   * @param history the positions passed before, from a root
   */
  void merge(int position, int[] history) {
    List<int[]> histories = merged.computeIfAbsent(position, p -> new ArrayList<>());
    if (histories.size() < HISTORIES) {
      histories.add(history);
    }
  }

  /** Writes all that is known of the positions. */
  void describe(DataOutput out) throws IOException {
    for (int position = 0; position < size(); position++) {
      out.writeChars(keys.get(position) + " " + locks.get(position) + "\n");
      out.writeInt(nodes[position]);
    }
  }

  /** Up to eight of the histories that were merged into a position. */
  List<int[]> merged(int position) {
    return merged.getOrDefault(position, List.of());
  }
}
