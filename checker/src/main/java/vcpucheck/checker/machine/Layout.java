package vcpucheck.checker.machine;

/**
 * Where each field of a state lies: the variables first, then one field for each vCPU's node.
 * Fields do not cross words.
 *
 * <p>A layout is made for the codes known at that time; when a field needs more bits, a wider
 * layout replaces it and states are copied with {@link #copy}.
 */
public final class Layout {
  private final int variables;
  private final int words;
  final int[] word;
  final int[] shift;
  final long[] mask;
  private final int[] limit;

  /**
   * Lays out fields.
   *
   * @param variables how many of the fields are variables; the others are vCPU nodes
   * @param bits for each field, how many bits it has, 0 to 31
   */
  Layout(int variables, int[] bits) {
    this.variables = variables;
    int fields = bits.length;
    word = new int[fields];
    shift = new int[fields];
    mask = new long[fields];
    limit = new int[fields];
    int[] used = new int[fields + 1];
    int last = 0;
    for (int round = 0; round < fields; round++) {
      int field = (round + variables) % fields;
      int w = 0;
      while (used[w] + bits[field] > Long.SIZE) {
        w++;
      }
      word[field] = w;
      shift[field] = bits[field] == 0 ? 0 : used[w];
      mask[field] = (1L << bits[field]) - 1;
      limit[field] = 1 << bits[field];
      used[w] += bits[field];
      last = Math.max(last, w);
    }
    words = last + 1;
  }

  /** How many words a state has, at least 1. */
  public int words() {
    return words;
  }

  /** The field of a vCPU's node. */
  int nodeField(int vcpu) {
    return variables + vcpu;
  }

  /** Whether a field can hold a code. */
  boolean fits(int field, int code) {
    return code < limit[field];
  }

  int bits(int field) {
    return Long.bitCount(mask[field]);
  }

  /** Reads a field of the state at an offset. */
  int get(long[] states, int offset, int field) {
    return (int) ((states[offset + word[field]] >>> shift[field]) & mask[field]);
  }

  /** Writes a field of the state at an offset. */
  void set(long[] states, int offset, int field, int code) {
    int at = offset + word[field];
    states[at] = (states[at] & ~(mask[field] << shift[field])) | ((long) code << shift[field]);
  }

  /** Copies a state from another layout of the same fields into this one. */
  void copy(Layout from, long[] source, int sourceOffset, long[] target, int targetOffset) {
    for (int w = 0; w < words; w++) {
      target[targetOffset + w] = 0;
    }
    for (int field = 0; field < word.length; field++) {
      if (from.mask[field] != 0) {
        set(target, targetOffset, field, from.get(source, sourceOffset, field));
      }
    }
  }

  /** A 64-bit hash of a state that depends on its codes alone. */
  long fingerprint(long[] states, int offset) {
    long hash = 0;
    for (int field = 0; field < word.length; field++) {
      if (mask[field] != 0) {
        int code = get(states, offset, field);
        if (code != 0) {
          hash += mix(((long) field << Integer.SIZE) | code);
        }
      }
    }
    return mix(hash);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable PRNGs, OOPSLA 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
