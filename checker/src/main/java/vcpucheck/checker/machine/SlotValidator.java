package vcpucheck.checker.machine;

import java.util.Arrays;

/**
 * Checks that programs do not tell apart the slots that a search has exchanged: asks for images of
 * every node whose history refers to slots, also where the search needed none. Each slot of a node
 * is replaced by the next ones of its slab.
 */
public final class SlotValidator {
  /** How many images are asked for at most, but for one of each node. */
  private static final int IMAGES = 4_096;

  private final HeapSymmetry heap;
  private final Slots slots;

  /** Makes a validator of a search that is over. */
  public SlotValidator(HeapSymmetry heap) {
    this.heap = heap;
    slots = heap.slots();
  }

  /**
   * Checks every node.
   *
   * @throws Asymmetry if a program tells slots apart
   */
  public void validate() {
    heap.absorb();
    int[][] rotations = rotations();
    NodeImages[] programs = Arrays.stream(heap.images).distinct().toArray(NodeImages[]::new);
    int[] ends = Arrays.stream(programs).mapToInt(NodeImages::absorbed).toArray();
    int holders = 0;
    for (int program = 0; program < programs.length; program++) {
      holders += count(programs[program], ends[program]);
    }
    int each = Math.min(rotations.length, Math.max(1, IMAGES / Math.max(1, holders)));
    for (int program = 0; program < programs.length; program++) {
      for (int node = 0; node < ends[program]; node++) {
        if (programs[program].slots(node).length > 0) {
          for (int i = 0; i < each; i++) {
            programs[program].check(node, rotations[(node + i) % rotations.length]);
          }
        }
      }
    }
    heap.absorb();
  }

  private static int count(NodeImages nodes, int end) {
    int count = 0;
    for (int node = 0; node < end; node++) {
      count += nodes.slots(node).length > 0 ? 1 : 0;
    }
    return count;
  }

  /** For each distance less than the size of the largest slab, the slots of all slabs rotated. */
  private int[][] rotations() {
    int[][] movable = new int[slots.slabs()][];
    int largest = 1;
    for (int slab = 0; slab < movable.length; slab++) {
      movable[slab] = heap.movableOf(slab);
      largest = Math.max(largest, movable[slab].length);
    }
    int[][] rotations = new int[Math.max(1, largest - 1)][];
    for (int distance = 1; distance <= rotations.length; distance++) {
      rotations[distance - 1] = rotation(movable, distance);
    }
    return rotations;
  }

  private int[] rotation(int[][] movable, int distance) {
    int[] rotation = slots.identity();
    for (int[] ofSlab : movable) {
      for (int i = 0; i < ofSlab.length; i++) {
        int by = ofSlab.length < 2 ? 0 : 1 + (distance - 1) % (ofSlab.length - 1);
        rotation[ofSlab[i]] = ofSlab[(i + by) % ofSlab.length];
      }
    }
    return rotation;
  }
}
