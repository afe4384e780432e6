package vcpucheck.checker.machine.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where each field of a state lies: the variables first, then one field for each vCPU's node.
 * Fields do not cross words.
 *
 * <p>A layout is made for the codes known at that time; when a field needs more bits, another
 * layout replaces it and states are copied with a {@link Relocation}.
 */
public final class Layout {
  /** How many values a byte has. */
  private static final int BYTES = 1 << Byte.SIZE;

  private static final int WORD_SHIFT = 6;

  private final int variables;
  private final int words;

  /** For each field, the bit of a state that it begins at, counted through the words. */
  private final int[] begin;

  private final long[] mask;
  private final int[] limit;

  /** For each byte of a state and each of its values, the hash of its bits. */
  private final long[] hashes;

  /**
   * Lays out fields.
   *
   * @param variables how many of the fields are variables; the others are vCPU nodes
   * @param bits for each field, how many bits it has, 0 to 31
   */
  public Layout(int variables, int[] bits) {
    this.variables = variables;
    int fields = bits.length;
    begin = new int[fields];
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
      begin[field] = w * Long.SIZE + (bits[field] == 0 ? 0 : used[w]);
      mask[field] = (1L << bits[field]) - 1;
      limit[field] = 1 << bits[field];
      used[w] += bits[field];
      last = Math.max(last, w);
    }
    words = last + 1;
    hashes = new long[words * Long.BYTES * BYTES];
    hashFields();
  }

  /** Writes how many bits each field has. */
  public void save(DataOutput out) throws IOException {
    for (int field = 0; field < mask.length; field++) {
      out.writeByte(bits(field));
    }
  }

  /** Reads a layout with a number of fields. */
  public static Layout restore(DataInput in, int variables, int fields) throws IOException {
    int[] bits = new int[fields];
    for (int field = 0; field < fields; field++) {
      bits[field] = in.readByte();
    }
    return new Layout(variables, bits);
  }

  /** How many words a state has, at least 1. */
  public int words() {
    return words;
  }

  /** The field of a vCPU's node. */
  public int nodeField(int vcpu) {
    return variables + vcpu;
  }

  /** Whether a field can hold a code. */
  public boolean fits(int field, int code) {
    return code < limit[field];
  }

  /** The word that a field is in. */
  private int word(int field) {
    return begin[field] >> WORD_SHIFT;
  }

  int bits(int field) {
    return Long.bitCount(mask[field]);
  }

  /** Reads a field of the state at an offset. */
  public int get(long[] states, int offset, int field) {
    int bit = begin[field]; /* shifts leave whole words out */
    return (int) ((states[offset + (bit >> WORD_SHIFT)] >>> bit) & mask[field]);
  }

  /** Writes a field of the state at an offset. */
  public void set(long[] states, int offset, int field, int code) {
    int bit = begin[field];
    int at = offset + (bit >> WORD_SHIFT);
    states[at] = (states[at] & ~(mask[field] << bit)) | ((long) code << bit);
  }

  /** Sets all bits of a field of a state. */
  public void fill(long[] state, int field) {
    state[word(field)] |= mask[field] << begin[field];
  }

  /** How to copy states from another layout of the same fields, if this one can hold them. */
  public Relocation from(Layout before) {
    return new Relocation(before, this);
  }

  /** The fields that lie in one word before and in one word afterwards, rotated by one distance. */
  private record Move(int source, int target, int distance) {}

  /** Copies states from one layout into another: fields that move alike are moved at once. */
  public static final class Relocation {
    private final int sourceWords;
    private final int targetWords;
    private final Move[] moves;
    private final long[] masks;

    private Relocation(Layout before, Layout after) {
      Map<Move, Long> grouped = new LinkedHashMap<>();
      for (int field = 0; field < before.begin.length; field++) {
        if (before.mask[field] != 0) {
          int distance = (after.begin[field] - before.begin[field]) & (Long.SIZE - 1);
          grouped.merge(
              new Move(before.word(field), after.word(field), distance),
              before.mask[field] << before.begin[field],
              (a, b) -> a | b);
        }
      }
      moves = grouped.keySet().toArray(new Move[0]);
      masks = grouped.values().stream().mapToLong(Long::longValue).toArray();
      sourceWords = before.words;
      targetWords = after.words;
    }

    /**
     * Copies states that lie one after the other.
     *
     * @param count how many
     * @param source from its first word on, in the layout before
     * @param target from its first word on, in the layout afterwards; all zero
     */
    public void copy(int count, long[] source, long[] target) {
      for (int state = 0; state < count; state++) {
        int from = state * sourceWords;
        int to = state * targetWords;
        for (int i = 0; i < moves.length; i++) {
          Move move = moves[i];
          long bits = source[from + move.source] & masks[i];
          target[to + move.target] |= Long.rotateLeft(bits, move.distance);
        }
      }
    }

    /** One state in the layout afterwards. */
    public long[] copy(long[] source) {
      long[] target = new long[targetWords];
      copy(1, source, target);
      return target;
    }
  }

  private void hashFields() {
    for (int field = 0; field < mask.length; field++) {
      for (int bit = 0; bit < bits(field); bit++) {
        int at = begin[field] + bit;
        hashes[at / Byte.SIZE * BYTES + (1 << at % Byte.SIZE)] = mix(((long) field << 32) | bit);
      }
    }
    for (int index = 0; index < hashes.length; index++) {
      int value = index % BYTES;
      int lowest = value & -value;
      if (value != lowest) {
        hashes[index] = hashes[index - lowest] ^ hashes[index - value + lowest];
      }
    }
  }

  /** See {@link StateCodec#hash}. */
  long hash(long[] states, int offset) {
    long hash = 0;
    for (int w = 0; w < words; w++) {
      hash ^= hash(w, states[offset + w]);
    }
    return hash;
  }

  /** See {@link StateCodec#hashChange}. */
  long hashChange(long[] state, long[] states, int offset) {
    long hash = 0;
    for (int w = 0; w < words; w++) {
      long change = state[w] ^ states[offset + w];
      while (change != 0) {
        int low = Long.numberOfTrailingZeros(change) & -Byte.SIZE;
        int value = (int) (change >>> low) & (BYTES - 1);
        hash ^= hashes[(w * Long.SIZE + low) * (BYTES / Byte.SIZE) + value];
        change ^= (long) value << low;
      }
    }
    return hash;
  }

  private long hash(int w, long bits) {
    int first = w * Long.BYTES * BYTES;
    long hash = 0;
    for (int at = 0; at < Long.BYTES; at++) {
      hash ^= hashes[first + at * BYTES + ((int) (bits >>> (at * Byte.SIZE)) & (BYTES - 1))];
    }
    return hash;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable PRNGs, OOPSLA 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
