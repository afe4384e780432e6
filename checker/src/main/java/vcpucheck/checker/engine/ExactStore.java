package vcpucheck.checker.engine;

import java.util.Arrays;
import vcpucheck.checker.machine.Layout;
import vcpucheck.checker.machine.Machine;

/** Remembers the states themselves, one after the other in the order of their numbers. */
final class ExactStore implements StateStore {
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private final Machine machine;
  private final long limit;
  private long[][] chunks = new long[8][];
  private int words;
  private int size;
  private int[] table = new int[1 << 12];

  /**
   * Makes a store.
   *
   * @param limit how many bytes it may take
   */
  ExactStore(Machine machine, long limit) {
    this.machine = machine;
    this.limit = limit;
    words = machine.layout().words();
  }

  @Override
  public int put(long[] states, int offset) {
    int slot = (int) hash(states, offset) & (table.length - 1);
    while (table[slot] != 0) {
      int number = table[slot] - 1;
      if (is(number, states, offset)) {
        return number;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    if (bytes() > limit) {
      return FULL;
    }
    append(states, offset);
    table[slot] = size;
    if (size > table.length / 2) {
      rehash(table.length * 2);
    }
    return size - 1;
  }

  private void append(long[] states, int offset) {
    int chunk = size >>> CHUNK_BITS;
    if ((size & (CHUNK - 1)) == 0) {
      if (chunk == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunk * 2);
      }
      chunks[chunk] = new long[CHUNK * words];
    }
    System.arraycopy(states, offset, chunks[chunk], at(size), words);
    size++;
  }

  private int at(int number) {
    return (number & (CHUNK - 1)) * words;
  }

  private long hash(long[] states, int offset) {
    long hash = 0;
    for (int w = 0; w < words; w++) {
      hash = (hash ^ states[offset + w]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private void rehash(int length) {
    table = new int[length];
    for (int number = 0; number < size; number++) {
      int slot = (int) hash(chunks[number >>> CHUNK_BITS], at(number)) & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = number + 1;
    }
  }

  @Override
  public boolean is(int number, long[] states, int offset) {
    long[] chunk = chunks[number >>> CHUNK_BITS];
    int at = at(number);
    for (int w = 0; w < words; w++) {
      if (chunk[at + w] != states[offset + w]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void take(int number, long[] target) {
    System.arraycopy(chunks[number >>> CHUNK_BITS], at(number), target, 0, words);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void relayout(Layout.Relocation relocation) {
    words = machine.layout().words();
    for (int chunk = 0; chunk << CHUNK_BITS < size; chunk++) {
      long[] target = new long[CHUNK * words];
      relocation.copy(Math.min(CHUNK, size - (chunk << CHUNK_BITS)), chunks[chunk], target);
      chunks[chunk] = target;
    }
    rehash(table.length);
  }

  @Override
  public long bytes() {
    return ((size + CHUNK - 1L) >>> CHUNK_BITS) * CHUNK * words * Long.BYTES
        + (long) table.length * Integer.BYTES;
  }

  @Override
  public boolean isExact() {
    return true;
  }
}
