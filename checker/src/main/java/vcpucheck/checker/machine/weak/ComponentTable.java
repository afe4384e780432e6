package vcpucheck.checker.machine.weak;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Numbers arrays of ints: equal arrays have one number. Several threads may look up while none
 * adds. Arrays that have a number must not be changed.
 */
public final class ComponentTable {
  /** No number. */
  public static final int NONE = -1;

  private int[][] components = new int[64][];
  private int[] index = new int[128];
  private int size;

  /** Makes an empty one. */
  public ComponentTable() {
    Arrays.fill(index, NONE);
  }

  /** How many arrays have a number. */
  public int size() {
    return size;
  }

  /** The array that has a number. */
  public int[] get(int number) {
    return components[number];
  }

  /** The number of an array, or {@link #NONE}. */
  public int find(int[] component) {
    return index[place(component)];
  }

  /** The number of an array, which is given one if it has none. */
  public int add(int[] component) {
    int place = place(component);
    if (index[place] == NONE) {
      if (size == components.length) {
        components = Arrays.copyOf(components, size * 2);
      }
      components[size] = component;
      index[place] = size++;
      if (2 * size > index.length) {
        rehash();
      }
      return size - 1;
    }
    return index[place];
  }

  private void rehash() {
    index = new int[index.length * 2];
    Arrays.fill(index, NONE);
    for (int number = 0; number < size; number++) {
      index[place(components[number])] = number;
    }
  }

  /** Where in the index an array is, or would be. */
  private int place(int[] component) {
    long hash = 0;
    for (int value : component) {
      hash = (hash + value) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> Integer.SIZE;
    }
    int mask = index.length - 1;
    int place = (int) hash & mask;
    while (index[place] != NONE && !Arrays.equals(components[index[place]], component)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  public void save(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int number = 0; number < size; number++) {
      out.writeInt(components[number].length);
      for (int value : components[number]) {
        out.writeInt(value);
      }
    }
  }

  /** Reads what was saved, into an empty table. */
  public void restore(DataInput in) throws IOException {
    int count = in.readInt();
    for (int number = 0; number < count; number++) {
      int[] component = new int[in.readInt()];
      for (int position = 0; position < component.length; position++) {
        component[position] = in.readInt();
      }
      add(component);
    }
  }
}
