package vcpucheck.checker.machine.state;

import java.util.Arrays;

/**
 * Orders allocated slots that nothing reaches by what is in them, and in what they refer to and are
 * referred to by: colours are refined until they tell no more slots apart (Weisfeiler, Leman,
 * 1968). Slots that are still tied can be brought into several orders.
 */
final class GarbageOrder {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final HeapSymmetry heap;
  private final Slots slots;
  private final SlotNumbering numbering;
  private final Orders orders = new Orders();
  private final long[] colours;
  private final long[] refined;

  /** Which slots refer to slots without a number, or are referred to by garbage. */
  private final boolean[] isEntangled;

  private long[] states = {};
  private int offset;
  private Layout layout;

  GarbageOrder(HeapSymmetry heap, SlotNumbering numbering, Layout layout) {
    this.heap = heap;
    this.numbering = numbering;
    this.layout = layout;
    slots = heap.slots();
    colours = new long[slots.count()];
    refined = new long[slots.count()];
    isEntangled = new boolean[slots.count()];
  }

  /**
   * Sorts garbage.
   *
   * @param garbage sorted in place, of each slab by itself
   * @return the orders that are left, of tied slots that are entangled
   */
  Orders sort(int[] garbage, int count, long[] newStates, int newOffset, Layout newLayout) {
    states = newStates;
    offset = newOffset;
    layout = newLayout;
    if (count == 0) {
      orders.clear();
      return orders;
    }
    Arrays.fill(isEntangled, false);
    Arrays.fill(colours, 0);
    for (int i = 0; i < count; i++) {
      colours[garbage[i]] = content(garbage[i]);
    }
    for (int round = 0; round < count; round++) {
      refine(garbage, count);
    }
    insertionSort(garbage, count);
    findTies(garbage, count);
    return orders;
  }

  /** What is in a slot, apart from references to slots without a number. */
  private long content(int slot) {
    long colour = slots.slab(slot);
    int first = slots.first(slot);
    for (int field = 0; field < slots.fields(slot); field++) {
      int variable = first + field;
      int shared = heap.representative[variable];
      int code = layout.get(states, offset, variable);
      int[] on = heap.refers[shared] ? heap.references[shared][code] : null;
      if (on == null || on.length == 0) {
        colour = mix(colour, code);
      } else {
        colour = mix(colour, -1 - heap.shapes[shared][code]);
        for (int target : on) {
          colour = mix(colour, numbering.isNumbered(target) ? numbering.permutation[target] : -1);
        }
      }
    }
    return colour;
  }

  private void refine(int[] garbage, int count) {
    System.arraycopy(colours, 0, refined, 0, colours.length);
    for (int i = 0; i < count; i++) {
      int slot = garbage[i];
      for (int field : numbering.referringFields(slots.slab(slot))) {
        int variable = slots.first(slot) + field;
        int[] on =
            heap.references[heap.representative[variable]][layout.get(states, offset, variable)];
        for (int position = 0; position < on.length; position++) {
          if (!numbering.isNumbered(on[position])) {
            connect(slot, mix(field, position), on[position]);
          }
        }
      }
    }
    System.arraycopy(refined, 0, colours, 0, colours.length);
  }

  /* Sums do not depend on the order in which the references are met. */
  private void connect(int from, long edge, int to) {
    isEntangled[from] = true;
    isEntangled[to] = true;
    refined[from] += mix(mix(edge, 1), colours[to]);
    refined[to] += mix(mix(edge, 2), colours[from]);
  }

  private static long mix(long colour, long more) {
    long mixed = (colour ^ more) * GOLDEN;
    return mixed ^ (mixed >>> 29);
  }

  private void insertionSort(int[] garbage, int count) {
    for (int i = 1; i < count; i++) {
      int slot = garbage[i];
      int at = i;
      for (; at > 0 && isBefore(slot, garbage[at - 1]); at--) {
        garbage[at] = garbage[at - 1];
      }
      garbage[at] = slot;
    }
  }

  private boolean isBefore(int slot, int other) {
    return slots.slab(slot) == slots.slab(other) && colours[slot] < colours[other];
  }

  private void findTies(int[] garbage, int count) {
    orders.clear();
    int from = 0;
    while (from < count) {
      int to = from + 1;
      while (to < count && isTied(garbage[from], garbage[to])) {
        to++;
      }
      if (to - from > 1 && isEntangled[garbage[from]]) {
        orders.add(from, to);
      }
      from = to;
    }
  }

  private boolean isTied(int slot, int other) {
    return slots.slab(slot) == slots.slab(other) && colours[slot] == colours[other];
  }

  /**
   * Orders of things of which some are tied: runs of places whose contents may be exchanged.
   *
   * <p>Where there are too many orders, only the first is tried: then of states that are alike more
   * than one may remain.
   */
  static final class Orders {
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
}
