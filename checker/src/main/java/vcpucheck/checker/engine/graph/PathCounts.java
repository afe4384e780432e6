package vcpucheck.checker.engine.graph;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A natural number of any size for each state that has one: all are as wide as the widest.
 *
 * <p>{@link #add} and {@link #setOne} throw an {@link ArithmeticException} if the numbers become
 * too many and too large for one array.
 */
final class PathCounts {
  private static final int NONE = 0;

  /** For each state, 1 + where its number is, or {@link #NONE}. */
  private final int[] places;

  private long[] limbs = new long[64];
  private int width = 1;
  private int[] free = new int[64];
  private int freeCount;
  private int used;

  PathCounts(int states) {
    places = new int[states];
  }

  void setOne(int state) {
    int place = allocate();
    limbs[place * width] = 1;
    places[state] = place + 1;
  }

  /** Adds the number of a state to that of another, which has none or is not the same. */
  void add(int target, int source) {
    int from = places[source] - 1;
    if (places[target] == NONE) {
      int to = allocate();
      places[target] = to + 1;
      System.arraycopy(limbs, from * width, limbs, to * width, width);
      return;
    }
    int to = places[target] - 1;
    long carry = 0;
    for (int limb = 0; limb < width; limb++) {
      long a = limbs[to * width + limb];
      long b = limbs[from * width + limb];
      long sum = a + b + carry;
      limbs[to * width + limb] = sum;
      carry = ((a & b) | ((a | b) & ~sum)) >>> (Long.SIZE - 1);
    }
    if (carry != 0) {
      widen();
      limbs[to * width + width - 1] = carry;
    }
  }

  /** Forgets a state's number. */
  void drop(int state) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = places[state] - 1;
    places[state] = NONE;
  }

  BigInteger get(int state) {
    int from = (places[state] - 1) * width;
    byte[] bytes = new byte[width * Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      long limb = limbs[from + i / Long.BYTES];
      bytes[bytes.length - 1 - i] = (byte) (limb >>> (i % Long.BYTES * Byte.SIZE));
    }
    return new BigInteger(1, bytes);
  }

  private int allocate() {
    int place = freeCount > 0 ? free[--freeCount] : used++;
    if (Math.multiplyExact(place + 1, width) > limbs.length) {
      limbs = Arrays.copyOf(limbs, Math.multiplyExact(limbs.length, 2));
    }
    Arrays.fill(limbs, place * width, (place + 1) * width, 0);
    return place;
  }

  private void widen() {
    long[] before = limbs;
    limbs = new long[Math.max(before.length, Math.multiplyExact(used, width + 1))];
    for (int place = 0; place < used; place++) {
      System.arraycopy(before, place * width, limbs, place * (width + 1), width);
    }
    width++;
  }
}
