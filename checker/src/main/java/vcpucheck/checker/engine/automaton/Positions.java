package vcpucheck.checker.engine.automaton;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.value.InternTable;

/**
 * The positions of one automaton: a tree, hash-consed, so that what was observed is one position
 * however often it is observed.
 */
public final class Positions {
  /** No parent; no node. */
  public static final int NONE = -1;

  /** How a position comes about from its parent. */
  public enum Kind {
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

  /** Of the histories that are merged into a position, so many are remembered in any case. */
  private static final int KEPT_HISTORIES = 64;

  /** How many positions those may have, all together, that are remembered beyond these. */
  private static final int ROOM_FOR_MORE = 1 << 20;

  private int size;
  private int[] parents = new int[64];
  private Kind[] kinds = new Kind[64];
  private long[] values = new long[64];
  private int[] nodes = new int[64];
  private final List<List<Integer>> locks = new ArrayList<>();

  private final Map<Integer, Histories> merged = new HashMap<>();
  private int room = ROOM_FOR_MORE;

  /** Open addressing: 1 + a position, or 0. */
  private int[] index = new int[256];

  /** Histories that were merged into one position. */
  private static final class Histories {
    private static final Histories NONE = new Histories();

    /** One that is the path to its last position is that position alone. */
    private final List<int[]> kept = new ArrayList<>();

    private int count;
  }

  /**
   * The position with a parent, a kind and a value.
   *
   * @param held the lock variables held there, sorted; remembered at the first call
   */
  int intern(int parent, Kind kind, long value, List<Integer> held) {
    int place = place(parent, kind, value);
    if (index[place] != 0) {
      return index[place] - 1;
    }
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, size * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
      values = Arrays.copyOf(values, size * 2);
      nodes = Arrays.copyOf(nodes, size * 2);
    }
    parents[size] = parent;
    kinds[size] = kind;
    values[size] = value;
    nodes[size] = NONE;
    locks.add(held);
    index[place] = ++size;
    if (2 * size > index.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    index = new int[index.length * 2];
    for (int position = 0; position < size; position++) {
      index[place(parents[position], kind(position), values[position])] = position + 1;
    }
  }

  /** Where a position is in the index, or is to be put. */
  private int place(int parent, Kind kind, long value) {
    long hash = ((value * 0x9E3779B97F4A7C15L) + parent) * 0x9E3779B97F4A7C15L;
    int mask = index.length - 1;
    int place = (int) (hash >>> Integer.SIZE) & mask;
    while (index[place] != 0 && !is(index[place] - 1, parent, kind, value)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private boolean is(int position, int parent, Kind kind, long value) {
    return parents[position] == parent && kinds[position] == kind && values[position] == value;
  }

  /** The position with a parent, a kind and a value, or {@link #NONE} if there is none yet. */
  int find(int parent, Kind kind, long value) {
    return index[place(parent, kind, value)] - 1;
  }

  /** How many positions there are. */
  int size() {
    return size;
  }

  /** The position before, or {@link #NONE}. */
  public int parent(int position) {
    return parents[position];
  }

  /** How a position comes about. */
  public Kind kind(int position) {
    return kinds[position];
  }

  /** What a position came about with. */
  public long value(int position) {
    return values[position];
  }

  /** The lock variables held at a position, sorted. */
  public List<Integer> locks(int position) {
    return locks.get(position);
  }

  /** The node where code goes on from a position, or {@link #NONE} if it has not been run yet. */
  public int node(int position) {
    return nodes[position];
  }

  void setNode(int position, int node) {
    nodes[position] = node;
  }

  /** The node whose operation is the last on a path; the end if there is none. */
  int lastNode(int[] path) {
    for (int at = path.length - 1; at >= 0; at--) {
      if (kind(path[at]) == Kind.RESULT) {
        return node(parent(path[at]));
      }
    }
    return OperationTable.END;
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
    return IntStream.range(0, size)
        .filter(next -> parents[next] == position && kind(next) == Kind.RESULT)
        .filter(next -> nodes[next] == node)
        .mapToLong(this::value)
        .min()
        .orElseThrow(() -> new AssertionError("checker bug: no result leads to node " + node));
  }

  /**
   * Remembers that a history led to a position that another history had led to before.
   *
   * @param history the positions passed before, from a root
   */
  void merge(int position, int[] history) {
    Histories histories = merged.computeIfAbsent(position, p -> new Histories());
    histories.count++;
    if (histories.kept.size() >= KEPT_HISTORIES) {
      if (history.length > room) {
        return;
      }
      room -= history.length;
    }
    int last = history[history.length - 1];
    histories.kept.add(Arrays.equals(history, path(last)) ? new int[] {last} : history);
  }

  /** Writes all that is known of the positions. */
  void describe(DataOutput out) throws IOException {
    for (int position = 0; position < size(); position++) {
      out.writeInt(parent(position));
      out.writeUTF(kind(position).name());
      out.writeLong(value(position));
      out.writeInt(locks.get(position).size());
      for (int lock : locks.get(position)) {
        out.writeInt(lock);
      }
      out.writeInt(nodes[position]);
    }
  }

  /** The histories that were merged into a position, as far as they are remembered. */
  List<int[]> merged(int position) {
    return merged.getOrDefault(position, Histories.NONE).kept;
  }

  /** A history that was merged, as the positions that it passed. */
  int[] history(int[] kept) {
    return kept.length == 1 ? path(kept[0]) : kept;
  }

  /** How many histories were merged into a position. */
  int mergedCount(int position) {
    return merged.getOrDefault(position, Histories.NONE).count;
  }

  /** The results observed along the first of some positions, as text. */
  String history(int[] along, int length, InternTable objects) {
    StringBuilder text = new StringBuilder("[");
    for (int i = Math.max(0, length - 12); i < length; i++) {
      int position = along[i];
      Kind kind = kind(position);
      text.append(text.length() > 1 ? ", " : "").append(kind.name().toLowerCase(Locale.ROOT));
      if (kind == Kind.RESULT) {
        text.append(' ').append(value(position));
      } else if (kind != Kind.ENTER) {
        text.append(' ').append(objects.object(value(position)));
      }
    }
    return text.append(']').toString();
  }
}
