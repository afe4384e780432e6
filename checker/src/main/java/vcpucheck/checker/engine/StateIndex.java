package vcpucheck.checker.engine;

import java.util.Arrays;
import vcpucheck.checker.machine.Transitions;

/**
 * Finds states in a {@link StateStore}: open addressing with linear probing, one 32-bit entry for
 * each state, which holds the state's number and, in the bits that the number leaves, a tag of its
 * hash.
 *
 * <p>It consists of shards, by hash, each of which one thread may fill. States are looked up in
 * blocks: first every entry of a block is fetched, then every state that an entry points to, so
 * that the processor waits for many cache misses at once.
 */
final class StateIndex {
  private static final int BLOCK = 128;
  private static final int SMALLEST = 1 << 12;

  /** Numbers from here on are not given to states. */
  static final int NUMBERS = 1 << 30;

  private static final int[] NO_ENTRIES = {};

  private final StateStore store;
  private final int[][] shards;
  private final Block[] blocks;
  private int capacity;
  private int bits;

  /**
   * Makes an index of an empty store.
   *
   * @param shards how many threads may fill it at once
   */
  StateIndex(StateStore store, int shards) {
    this.store = store;
    this.shards = new int[shards][];
    blocks = new Block[shards];
    for (int shard = 0; shard < shards; shard++) {
      blocks[shard] = new Block();
    }
    resize(SMALLEST);
  }

  /** The states or transitions that are looked up together. */
  private static final class Block {
    private final int[] item = new int[BLOCK];
    private final long[] hash = new long[BLOCK];
    private final int[] place = new int[BLOCK];

    /** The numbers of the states that entries point to. */
    private final int[] known = new int[BLOCK];

    @SuppressWarnings("UnusedVariable") // written so that fetching is not optimised away
    private long touched;

    /** Finds and fetches first places: in loops so short that many misses are under way at once. */
    void find(int length, int[] table) {
      for (int i = 0; i < length; i++) {
        place[i] = place(hash[i], table.length);
      }
      long sum = 0;
      for (int i = 0; i < length; i++) {
        sum += table[place[i]];
      }
      touched += sum;
    }
  }

  int shards() {
    return shards.length;
  }

  /*
   * To grow is to enter every state again, and long runs of entries take long to probe: there is room
   * to spare, except beside fingerprints, which are so small that it would count.
   */
  private void resize(int newCapacity) {
    capacity = newCapacity;
    long entries = (store.isExact() ? capacity * 3L / 2 : capacity * 4L / 3) / shards.length;
    long uneven = entries / 64 + 64;
    Arrays.fill(shards, NO_ENTRIES); /* before there is memory for others */
    for (int shard = 0; shard < shards.length; shard++) {
      shards[shard] = new int[Math.toIntExact(entries + uneven)];
    }
  }

  private static int place(long hash, int length) {
    return (int) (((hash >>> Integer.SIZE) * length) >>> Integer.SIZE);
  }

  /** The place that is probed after a place. */
  private static int after(int place, int[] table) {
    return place + 1 == table.length ? 0 : place + 1;
  }

  private int shard(long hash) {
    return shards.length == 1 ? 0 : (int) ((((hash >>> 8) & 0xFFFFFF) * shards.length) >>> 24);
  }

  private int entry(long hash, int number) {
    return ((int) hash << bits) | (number + 1);
  }

  /** Whether an entry may be of a state with a hash. */
  private boolean matches(int entry, long hash) {
    return ((entry ^ ((int) hash << bits)) >>> bits) == 0;
  }

  private int number(int entry) {
    return (entry & ((1 << bits) - 1)) - 1;
  }

  /**
   * Makes room.
   *
   * @param numbers the numbers that will be looked up are below this
   * @param fresh how many states may become new
   * @return whether every shard must be filled again first
   */
  boolean reserve(int numbers, int fresh) {
    int needed = Integer.SIZE - Integer.numberOfLeadingZeros(numbers + 1);
    boolean isFull = store.size() + fresh > capacity;
    if (isFull) {
      resize((int) Math.min(NUMBERS, Math.max(grown(), store.size() + 2L * fresh)));
    }
    if (isFull || needed > bits) {
      bits = Math.max(needed, Integer.SIZE - Integer.numberOfLeadingZeros(capacity));
      return true;
    }
    return false;
  }

  /** The next capacity. */
  private long grown() {
    return store.isExact() ? capacity * 2L : capacity + capacity / 4L;
  }

  /** Enters all states of the store again. */
  void fill() {
    for (int shard = 0; shard < shards.length; shard++) {
      fill(shard);
    }
  }

  /** Enters all states of the store that belong to a shard again. */
  void fill(int shard) {
    Arrays.fill(shards[shard], 0);
    for (int from = 0; from < store.size(); from += BLOCK) {
      fill(shard, from, Math.min(store.size(), from + BLOCK));
    }
  }

  private void fill(int shard, int from, int end) {
    int[] table = shards[shard];
    Block block = blocks[shard];
    int count = 0;
    for (int number = from; number < end; number++) {
      long hash = store.hashOf(number);
      if (shard(hash) == shard) {
        block.hash[count] = hash;
        block.item[count++] = number;
      }
    }
    block.find(count, table);
    for (int i = 0; i < count; i++) {
      int place = block.place[i];
      while (table[place] != 0) {
        place = after(place, table);
      }
      table[place] = entry(block.hash[i], block.item[i]);
    }
  }

  /**
   * Looks up where the transitions of a slice lead, as far as that is in one shard, and enters the
   * states that are new under the numbers that the batch gives to their transitions.
   *
   * @param position the slice's position in the batch
   * @return how many are new
   */
  int look(Batch batch, Slice slice, int position, int shard) {
    Block block = blocks[shard];
    Transitions transitions = slice.transitions;
    int count = transitions.count();
    int fresh = 0;
    int next = 0;
    while (next < count) {
      int length = 0;
      for (; length < BLOCK && next < count; next++) {
        if (shards.length == 1 || shard(slice.hashes[next]) == shard) {
          if (!slice.hasFaults || !transitions.isFaulty(next)) {
            block.hash[length] = slice.hashes[next];
            block.item[length++] = next;
          }
        }
      }
      fetch(block, length, shards[shard]);
      for (int i = 0; i < length; i++) {
        fresh += enter(block, i, batch, slice, position, shard);
      }
    }
    return fresh;
  }

  private void fetch(Block block, int length, int[] table) {
    block.find(length, table);
    int size = store.size();
    int known = 0;
    for (int i = 0; i < length; i++) {
      long hash = block.hash[i];
      int place = block.place[i];
      int entry = table[place];
      while (entry != 0 && !matches(entry, hash)) {
        place = after(place, table);
        entry = table[place];
      }
      block.place[i] = place;
      int number = number(entry);
      if (number >= 0 && number < size) {
        block.known[known++] = number;
      }
    }
    long touched = 0;
    for (int i = 0; i < known; i++) {
      touched += store.touch(block.known[i]);
    }
    block.touched += touched;
  }

  private int enter(Block block, int i, Batch batch, Slice slice, int position, int shard) {
    int[] table = shards[shard];
    int index = block.item[i];
    long hash = block.hash[i];
    int place = block.place[i];
    while (true) {
      int entry = table[place];
      if (entry == 0) {
        table[place] = entry(hash, batch.number(position, index));
        slice.numbers[index] = Slice.FRESH;
        slice.places[index] = place;
        return 1;
      }
      if (matches(entry, hash)) {
        int number = number(entry);
        if (batch.leadsTo(slice, index, number)) {
          slice.numbers[index] = batch.reference(number);
          return 0;
        }
      }
      place = after(place, table);
    }
  }

  /** Gives a state that was entered its number. Several threads may, at once. */
  void settle(long hash, int place, int number) {
    shards[shard(hash)][place] = entry(hash, number);
  }

  /**
   * Looks up one state and enters it if it is new.
   *
   * @return its number, new exactly if it equals the size of the store before
   */
  int put(long[] states, int offset) {
    int size = store.size();
    if (reserve(size + 1, 1)) {
      fill();
    }
    long hash = store.hash(states, offset);
    int[] table = shards[shard(hash)];
    int place = place(hash, table.length);
    while (table[place] != 0) {
      int number = number(table[place]);
      if (matches(table[place], hash) && store.is(number, hash, states, offset)) {
        return number;
      }
      place = after(place, table);
    }
    table[place] = entry(hash, size);
    store.reserve(size + 1);
    store.set(size, hash, states, offset);
    store.setSize(size + 1);
    return size;
  }

  /** Makes room for something else; nothing can be found any more. */
  void drop() {
    Arrays.fill(shards, NO_ENTRIES);
  }

  /** How many bytes it would take with some more states. */
  long bytesWith(int fresh) {
    return store.size() + fresh > capacity
        ? Math.round((double) bytes() / capacity * grown())
        : bytes();
  }

  long bytes() {
    long entries = 0;
    for (int[] shard : shards) {
      entries += shard.length;
    }
    return entries * Integer.BYTES;
  }
}
