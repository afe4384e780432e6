package vcpucheck.checker.engine.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import vcpucheck.checker.engine.base.Paging;

/**
 * Different sequences of words, each kept once under a number. Those that are known are found by
 * several threads at once; new ones are added one after the other.
 */
final class ComponentTable {
  private static final int SMALLEST = 1 << 6;

  /** More than there can be states; an array cannot be twice as long. */
  private static final int LARGEST = StateIndex.NUMBERS;

  private static final Paging PAGING = new Paging(12);
  private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(int[].class);

  private final int words;

  /** The tails in the order of their numbers. */
  private volatile long[][] chunks = new long[8][];

  /** 1 + the number of a tail, or 0; open addressing with linear probing. */
  private volatile int[] index = new int[SMALLEST];

  private int size;

  /**
   * Makes an empty set.
   *
   * @param words how many words each tail has, at least 0
   */
  ComponentTable(int words) {
    this.words = words;
  }

  int words() {
    return words;
  }

  /** The number of a tail; it is kept if it was not. */
  int number(long[] states, int offset) {
    int known = find(index, states, offset);
    return known < 0 ? add(states, offset) : known;
  }

  /** Returns -1 if there is none. */
  private int find(int[] table, long[] states, int offset) {
    for (int place = place(states, offset, table); ; place = (place + 1) & (table.length - 1)) {
      /* What was kept before the entry was made is seen by who sees the entry. */
      int entry = (int) ENTRY.getAcquire(table, place);
      if (entry == 0) {
        return -1;
      }
      if (is(entry - 1, states, offset)) {
        return entry - 1;
      }
    }
  }

  private int place(long[] states, int offset, int[] table) {
    long hash = 0;
    for (int w = 0; w < words; w++) {
      hash = StateStore.spread(hash + states[offset + w]);
    }
    return (int) hash & (table.length - 1);
  }

  private synchronized int add(long[] states, int offset) {
    int known = find(index, states, offset);
    if (known >= 0) {
      return known;
    }
    if (size >= index.length / 2 && index.length < LARGEST) {
      grow();
    }
    System.arraycopy(states, offset, chunkOf(size), at(size), words);
    enter(index, states, offset, size);
    return size++;
  }

  /** The chunk of a tail, made if it is the first there. */
  private long[] chunkOf(int number) {
    int chunk = PAGING.chunk(number);
    if (chunk == chunks.length) {
      chunks = Paging.withRoom(chunks, chunk + 1);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new long[words * PAGING.length()];
    }
    return chunks[chunk];
  }

  private int at(int number) {
    return PAGING.place(number) * words;
  }

  private void grow() {
    int[] larger = new int[index.length * 2];
    long[] tail = new long[words];
    for (int number = 0; number < size; number++) {
      get(number, tail, 0);
      enter(larger, tail, 0, number);
    }
    index = larger;
  }

  private void enter(int[] table, long[] states, int offset, int number) {
    int place = place(states, offset, table);
    while (table[place] != 0) {
      place = (place + 1) & (table.length - 1);
    }
    ENTRY.setRelease(table, place, number + 1);
  }

  /** Whether a tail is the one with a number. */
  boolean is(int number, long[] states, int offset) {
    long[] chunk = chunks[PAGING.chunk(number)];
    int at = at(number);
    for (int w = 0; w < words; w++) {
      if (chunk[at + w] != states[offset + w]) {
        return false;
      }
    }
    return true;
  }

  /** Copies a tail. */
  void get(int number, long[] target, int offset) {
    System.arraycopy(chunks[PAGING.chunk(number)], at(number), target, offset, words);
  }

  /** Fetches what {@link #is} compares; any value. */
  long touch(int number) {
    return words == 0 ? 0 : chunks[PAGING.chunk(number)][at(number)];
  }

  long bytes() {
    long present = (long) PAGING.chunks(size) * PAGING.length();
    return present * words * Long.BYTES + (long) index.length * Integer.BYTES;
  }
}
