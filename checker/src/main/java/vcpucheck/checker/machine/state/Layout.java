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

  /** Where a place has the number of a bit. */
  private static final int BEGIN_SHIFT = 6;

  /** Where it has the number of a word, which are the upper digits of that. */
  private static final int WORD_SHIFT = BEGIN_SHIFT + 6;

  private final int variables;
  private final int words;

  /**
   * For each field, how many bits it has, and above that the bit of a state that it begins at,
   * counted through the words: a shift by the whole takes its low bits.
   */
  private final int[] places;

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
    places = new int[fields];
    limit = new int[fields];
    int[] used = new int[fields + 1];
    int last = 0;
    for (int round = 0; round < fields; round++) {
      int field = (round + variables) % fields;
      int w = 0;
      while (used[w] + bits[field] > Long.SIZE) {
        w++;
      }
      int begin = w * Long.SIZE + (bits[field] == 0 ? 0 : used[w]);
      places[field] = (begin << BEGIN_SHIFT) | bits[field];
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
    for (int field = 0; field < places.length; field++) {
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

  int bits(int field) {
    return places[field] & (Long.SIZE - 1);
  }

  private static long mask(int place) {
    return (1L << place) - 1;
  }

  /** Reads a field of the state at an offset. */
  public int get(long[] states, int offset, int field) {
    int place = places[field];
    long word = states[offset + (place >> WORD_SHIFT)];
    return (int) ((word >>> (place >> BEGIN_SHIFT)) & mask(place));
  }

  /** Writes a field of the state at an offset. */
  public void set(long[] states, int offset, int field, int code) {
    int place = places[field];
    int bit = place >> BEGIN_SHIFT;
    int at = offset + (place >> WORD_SHIFT);
    states[at] = (states[at] & ~(mask(place) << bit)) | ((long) code << bit);
  }

  /** Sets all bits of a field of a state. */
  public void fill(long[] state, int field) {
    int place = places[field];
    state[place >> WORD_SHIFT] |= mask(place) << (place >> BEGIN_SHIFT);
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
      for (int field = 0; field < before.places.length; field++) {
        int place = before.places[field];
        int newPlace = after.places[field];
        if (mask(place) != 0) {
          int distance = ((newPlace >> BEGIN_SHIFT) - (place >> BEGIN_SHIFT)) & (Long.SIZE - 1);
          grouped.merge(
              new Move(place >> WORD_SHIFT, newPlace >> WORD_SHIFT, distance),
              mask(place) << (place >> BEGIN_SHIFT),
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
      for (int i = 0; i < moves.length; i++) {
        Move move = moves[i];
        long mask = masks[i];
        int distance = move.distance;
        int from = move.source;
        int to = move.target;
        for (int state = 0; state < count; state++) {
          target[to] |= Long.rotateLeft(source[from] & mask, distance);
          from += sourceWords;
          to += targetWords;
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
    for (int field = 0; field < places.length; field++) {
      for (int bit = 0; bit < bits(field); bit++) {
        int at = (places[field] >> BEGIN_SHIFT) + bit;
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
