package vcpucheck.checker.machine.state;

import java.util.Arrays;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.Slab;

/**
 * Numbers the movable slots of one state by first reference: the vCPUs' nodes in order, the
 * variables outside of slots, then the fields of slots as they are met. All references have an
 * order, so what is reached from there is numbered in one way, up to a permutation of slots.
 *
 * <p>Allocated slots that nothing reaches are numbered by content: see {@link GarbageOrder}.
 */
final class SlotNumbering {
  private static final int UNNUMBERED = -1;

  private final HeapSymmetry heap;
  private final Slots slots;
  private final NodeImages[] images;

  /** For each slab its movable slots. */
  private final int[][] targets;

  /** The variables outside of movable slots that may refer to slots. */
  private int[] roots = {};

  /** For each slab the fields that may refer to slots, by their distance from the first. */
  private final int[][] fields;

  /** The bits of a state that say which slots are allocated and which slots variables refer to. */
  private long[] deciding = {};

  private Layout decidingIn;
  private int known = -1;
  private final int[] next;
  private final int[] queue;
  private int queued;
  private boolean isMoved;

  /** For each slot, the one that it becomes. */
  final int[] permutation;

  /** The permutation before any movable slot has a number. */
  private final int[] unnumbered;

  private long[] states = {};
  private int offset;
  private Layout layout;

  SlotNumbering(HeapSymmetry heap, Layout layout) {
    this.heap = heap;
    this.layout = layout;
    decidingIn = layout;
    slots = heap.slots();
    images = heap.images;
    targets = new int[slots.slabs()][];
    fields = new int[slots.slabs()][];
    next = new int[slots.slabs()];
    queue = new int[slots.count()];
    permutation = new int[slots.count()];
    for (int slab = 0; slab < targets.length; slab++) {
      targets[slab] = heap.movableOf(slab);
      fields[slab] = new int[0];
    }
    unnumbered = slots.identity();
    Arrays.stream(targets)
        .flatMapToInt(Arrays::stream)
        .forEach(slot -> unnumbered[slot] = UNNUMBERED);
  }

  /** Takes note of which variables may refer to slots by now. */
  void absorb() {
    if (known == heap.referring()) {
      return;
    }
    known = heap.referring();
    deciding = new long[0];
    int[] variables = heap.referringVariables();
    roots = Arrays.stream(variables).filter(variable -> !heap.isFieldOfMovable(variable)).toArray();
    for (int slab = 0; slab < fields.length; slab++) {
      if (targets[slab].length > 0) {
        int slot = targets[slab][0];
        int first = slots.first(slot);
        fields[slab] =
            Arrays.stream(variables)
                .filter(variable -> slots.ofVariable(variable) == slot)
                .map(variable -> variable - first)
                .toArray();
      }
    }
  }

  /**
   * Whether two states differ in which slots are allocated or in a variable that may refer to
   * slots.
   *
   * @param state from its first word on
   * @param others has the other state at the offset
   */
  boolean differ(long[] state, long[] others, int at, Layout in) {
    if (decidingIn != in || deciding.length == 0) {
      decidingIn = in;
      deciding = new long[in.words()];
      Arrays.stream(heap.referringVariables()).forEach(variable -> in.fill(deciding, variable));
      Arrays.stream(targets)
          .flatMapToInt(Arrays::stream)
          .forEach(slot -> in.fill(deciding, slots.life(slot)));
    }
    long different = 0;
    for (int w = 0; w < deciding.length; w++) {
      different |= (state[w] ^ others[at + w]) & deciding[w];
    }
    return different != 0;
  }

  /** The movable slots of a slab. */
  int[] movable(int slab) {
    return targets[slab];
  }

  /** The distances of a slab's fields that may refer to slots. */
  int[] referringFields(int slab) {
    return fields[slab];
  }

  /** The variables outside of movable slots that may refer to slots. */
  int[] roots() {
    return roots;
  }

  /**
   * Numbers what is reached.
   *
   * @param nodes the nodes of the vCPUs, in order
   */
  void number(int[] nodes, long[] newStates, int newOffset, Layout newLayout) {
    states = newStates;
    offset = newOffset;
    layout = newLayout;
    queued = 0;
    isMoved = false;
    System.arraycopy(unnumbered, 0, permutation, 0, permutation.length);
    Arrays.fill(next, 0);
    for (int vcpu = 0; vcpu < nodes.length; vcpu++) {
      meetAll(images[vcpu].slots(nodes[vcpu]));
    }
    for (int root : roots) {
      meet(root);
    }
    follow(0);
  }

  /** Numbers what is reached from the fields of slots that were numbered. */
  private void follow(int from) {
    for (int head = from; head < queued; head++) {
      int slot = queue[head];
      int first = slots.first(slot);
      for (int field : fields[slots.slab(slot)]) {
        meet(first + field);
      }
    }
  }

  private void meet(int variable) {
    int code = layout.get(states, offset, variable);
    meetAll(heap.references[heap.representative[variable]][code]);
  }

  private void meetAll(int[] met) {
    for (int slot : met) {
      if (permutation[slot] == UNNUMBERED) {
        assign(slot);
      }
    }
  }

  private void assign(int slot) {
    int slab = slots.slab(slot);
    int target = targets[slab][next[slab]++];
    permutation[slot] = target;
    isMoved |= target != slot;
    queue[queued++] = slot;
  }

  boolean isNumbered(int slot) {
    return permutation[slot] != UNNUMBERED;
  }

  /** The allocated slots that have no number: nothing reaches them. */
  int garbage(int[] found) {
    int count = 0;
    for (int[] ofSlab : targets) {
      for (int slot : ofSlab) {
        if (permutation[slot] == UNNUMBERED
            && layout.get(states, offset, slots.life(slot)) == Variables.ALLOCATED) {
          found[count++] = slot;
        }
      }
    }
    return count;
  }

  /**
   * Numbers the rest: garbage in an order, what it refers to, then slots that are not allocated, of
   * which those with the same life are alike.
   *
   * @return whether some slot moves
   */
  boolean finish(int[] garbage, int count) {
    int from = queued;
    for (int i = 0; i < count; i++) {
      assign(garbage[i]);
    }
    follow(from);
    for (int slab = 0; slab < targets.length; slab++) {
      if (heap.reuse(slab) == Slab.Reuse.NEVER) {
        finish(slab, Variables.DEAD);
        finish(slab, Variables.FREE);
      } else if (isMoved || count > 0) {
        finish(slab, Variables.FREE);
      } else {
        stay(slab);
      }
    }
    return isMoved;
  }

  /** Leaves the last slots of a slab, which are all free, where they are, as the first ones are. */
  private void stay(int slab) {
    int[] ofSlab = targets[slab];
    for (int i = next[slab]; i < ofSlab.length; i++) {
      permutation[ofSlab[i]] = ofSlab[i];
    }
    next[slab] = ofSlab.length;
  }

  private void finish(int slab, int life) {
    int[] ofSlab = targets[slab];
    for (int i = 0; next[slab] < ofSlab.length && i < ofSlab.length; i++) {
      if (permutation[ofSlab[i]] == UNNUMBERED
          && layout.get(states, offset, slots.life(ofSlab[i])) == life) {
        assign(ofSlab[i]);
      }
    }
  }

  /** Takes back what was numbered behind what is reached. */
  void retract(int reached) {
    for (int i = reached; i < queued; i++) {
      permutation[queue[i]] = UNNUMBERED;
      next[slots.slab(queue[i])]--;
    }
    queued = reached;
    isMoved = false;
    for (int i = 0; i < queued; i++) {
      isMoved |= permutation[queue[i]] != queue[i];
    }
  }

  /** How many slots have been numbered. */
  int numbered() {
    return queued;
  }
}
