package vcpucheck.checker.machine.weak;

import java.util.Arrays;

/** Remembers the results of a function of two numbers. Several threads may ask while none adds. */
public final class Memo {
  /** Not remembered. */
  public static final int NONE = -1;

  private long[] keys = new long[256];
  private int[] results = new int[256];
  private int size;

  /** Makes an empty one. */
  public Memo() {
    Arrays.fill(results, NONE);
  }

  public int get(int a, int b) {
    return results[place((long) a << Integer.SIZE | b)];
  }

  public void put(int a, int b, int result) {
    if (2 * size >= keys.length) {
      grow();
    }
    long key = (long) a << Integer.SIZE | b;
    int place = place(key);
    keys[place] = key;
    results[place] = result;
    size++;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldResults = results;
    keys = new long[2 * oldKeys.length];
    results = new int[keys.length];
    Arrays.fill(results, NONE);
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldResults[old] != NONE) {
        int place = place(oldKeys[old]);
        keys[place] = oldKeys[old];
        results[place] = oldResults[old];
      }
    }
  }

  private int place(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    int mask = keys.length - 1;
    int place = (int) (hash >>> Integer.SIZE) & mask;
    while (results[place] != NONE && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
