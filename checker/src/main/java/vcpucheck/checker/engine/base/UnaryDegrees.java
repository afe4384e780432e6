package vcpucheck.checker.engine.base;

import java.util.Arrays;

/**
 * How many new states each of several states leads to: a one for each of its children, then a zero.
 */
public final class UnaryDegrees {
  private long[] words = new long[8];
  private int length;

  public void clear() {
    Arrays.fill(words, 0, length / Long.SIZE + 1, 0);
    length = 0;
  }

  /** Adds a state. */
  public void add(int children) {
    int end = length + children;
    if (end / Long.SIZE >= words.length) {
      words = Arrays.copyOf(words, Math.max(words.length * 2, end / Long.SIZE + 1));
    }
    for (int at = length; at < end; at++) {
      words[at / Long.SIZE] |= 1L << at;
    }
    length = end + 1;
    if (length / Long.SIZE == words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
  }

  /** How many ones and zeros there are. */
  public int length() {
    return length;
  }

  /** The ones and zeros from {@code 64 * index} on, the first lowest. */
  public long word(int index) {
    return words[index];
  }
}
