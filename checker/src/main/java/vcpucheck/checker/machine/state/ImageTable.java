package vcpucheck.checker.machine.state;

import java.util.Arrays;

/**
 * A map from shapes, placed on slots, to numbers: which node, or which code, has that shape and
 * refers to those slots, in that order.
 */
public final class ImageTable {
  /** There is none. */
  public static final int NONE = -1;

  private int size;
  private int[] shapes = new int[16];
  private int[][] slots = new int[16][];
  private int[] numbers = new int[16];

  /** Open addressing: entries, each by its index and one, 0 where there is none. */
  private int[] table = new int[64];

  /** Makes an empty table. */
  public ImageTable() {}

  /**
   * The number of a shape that is placed on the images of slots, or {@link #NONE}.
   *
   * @param from the slots that a permutation is applied to
   */
  public int find(int shape, int[] from, int[] permutation) {
    int at = hash(shape, from, permutation) & (table.length - 1);
    for (; table[at] != 0; at = (at + 1) & (table.length - 1)) {
      int entry = table[at] - 1;
      if (shapes[entry] == shape && isImage(slots[entry], from, permutation)) {
        return numbers[entry];
      }
    }
    return NONE;
  }

  private static boolean isImage(int[] targets, int[] from, int[] permutation) {
    if (targets.length != from.length) {
      return false;
    }
    for (int i = 0; i < from.length; i++) {
      if (targets[i] != permutation[from[i]]) {
        return false;
      }
    }
    return true;
  }

  /** Adds an entry that is not there. */
  public void add(int shape, int[] on, int number) {
    if (size == shapes.length) {
      shapes = Arrays.copyOf(shapes, size * 2);
      slots = Arrays.copyOf(slots, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
      rehash(size * 8);
    }
    shapes[size] = shape;
    slots[size] = on;
    numbers[size] = number;
    size++;
    enter(size - 1);
  }

  private void rehash(int length) {
    table = new int[length];
    for (int entry = 0; entry < size; entry++) {
      enter(entry);
    }
  }

  private void enter(int entry) {
    int at = hash(shapes[entry], slots[entry]) & (table.length - 1);
    while (table[at] != 0) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = entry + 1;
  }

  private static int hash(int shape, int[] from, int[] permutation) {
    int hash = shape;
    for (int slot : from) {
      hash = mix(hash, permutation[slot]);
    }
    return spread(hash);
  }

  private static int hash(int shape, int[] on) {
    int hash = shape;
    for (int slot : on) {
      hash = mix(hash, slot);
    }
    return spread(hash);
  }

  private static int mix(int hash, int slot) {
    return (hash ^ slot) * 0x9E3779B1;
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15);
  }
}
