package vcpucheck.checker.engine.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import vcpucheck.checker.machine.Transitions;

/**
 * Finds states in a {@link StateStore}: open addressing with linear probing, one 32-bit entry for
 * each state, which holds the state's number and, in the bits that the number leaves, a tag of its
 * hash.
 *
 * <p>States are looked up in blocks: first every entry of a block is fetched, then every state that
 * an entry points to, so that the processor waits for many cache misses at once. Several threads
 * may, at once: a place is claimed with one compare-and-swap, keeps its tag for ever, and in a
 * batch its number only falls. So who has read an old entry loses the next compare-and-swap, or
 * refers to a transition that has given way and refers to another (Laarman, van de Pol, Weber:
 * Boosting Multi-Core Reachability Performance with Shared Hash Tables, FMCAD 2010).
 */
public final class StateIndex {
  private static final int BLOCK = 128;
  private static final int SMALLEST = 1 << 13;

  /** A capacity that takes so little memory that it is better to grow less often. */
  private static final int SMALL = 1 << 21;

  /** Numbers from here on are not given to states. */
  public static final int NUMBERS = 1 << 30;

  /** States that a thread enters again at once. */
  private static final int SPAN = 1 << 14;

  private static final int[] NO_ENTRIES = {};
  private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(int[].class);

  private final StateStore store;
  private final Block[] blocks;
  private int[] table = NO_ENTRIES;
  private int capacity;
  private int bits;

  /** How many entries are of no state any more. */
  private int vacant;

  /**
   * Makes an index of an empty store.
   *
   * @param threads how many may look up and enter states at once
   */
  public StateIndex(StateStore store, int threads) {
    this.store = store;
    blocks = new Block[threads];
    for (int thread = 0; thread < threads; thread++) {
      blocks[thread] = new Block();
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

  /*
   * To grow is to enter every state again, and long runs of entries take long to probe: there is room
   * to spare, except beside fingerprints, which are so small that it would count; and more as long as
   * it takes little memory, for the index grows in large steps then.
   */
  private void resize(int newCapacity) {
    capacity = newCapacity;
    vacant = 0;
    table = NO_ENTRIES; /* before there is memory for others */
    table = new int[Math.toIntExact(places(capacity))];
  }

  private long places(long entries) {
    if (!store.isExact()) {
      return entries * 4 / 3;
    }
    return entries <= SMALL ? entries * 2 : entries * 3 / 2;
  }

  private static int place(long hash, int length) {
    return (int) (((hash >>> Integer.SIZE) * length) >>> Integer.SIZE);
  }

  /** The place that is probed after a place. */
  private int after(int place) {
    return place + 1 == table.length ? 0 : place + 1;
  }

  /** Replaces an entry, unless another thread has done so. */
  private boolean claim(int place, int expected, int entry) {
    if (blocks.length == 1) {
      table[place] = entry;
      return true;
    }
    return ENTRY.compareAndSet(table, place, expected, entry);
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
   * @return whether all states must be entered again first, {@link #spans} times some
   */
  public boolean reserve(int numbers, int fresh) {
    int needed = Integer.SIZE - Integer.numberOfLeadingZeros(numbers + 1);
    boolean isFull = store.size() + fresh > capacity;
    if (isFull) {
      resize((int) Math.min(NUMBERS, Math.max(grown(), store.size() + 2L * fresh)));
    }
    boolean isUsedUp = store.size() + vacant + fresh > capacity;
    if (isFull || isUsedUp || needed > bits) {
      if (!isFull) {
        Arrays.fill(table, 0);
        vacant = 0;
      }
      bits = Math.max(needed, Integer.SIZE - Integer.numberOfLeadingZeros(capacity));
      return true;
    }
    return false;
  }

  /** The next capacity. */
  private long grown() {
    if (capacity <= SMALL) {
      return capacity * 4L;
    }
    return store.isExact() ? capacity * 2L : capacity + capacity / 4L;
  }

  /** How many calls of {@link #fill(int, int)} enter all states. */
  public int spans() {
    return (store.size() + SPAN - 1) / SPAN;
  }

  /** Enters all states of the store again. */
  public void fill() {
    for (int span = 0; span < spans(); span++) {
      fill(span, 0);
    }
  }

  /** Enters some of the states again, of which nobody knows yet that they are entered. */
  public void fill(int span, int thread) {
    int end = Math.min(store.size(), (span + 1) * SPAN);
    for (int from = span * SPAN; from < end; from += BLOCK) {
      fill(blocks[thread], from, Math.min(end, from + BLOCK));
    }
  }

  private void fill(Block block, int from, int end) {
    store.hashes(from, end, block.hash);
    block.find(end - from, table);
    for (int i = 0; i < end - from; i++) {
      int place = block.place[i];
      int entry = entry(block.hash[i], from + i);
      while (table[place] != 0 || !claim(place, 0, entry)) {
        place = after(place);
      }
    }
  }

  /**
   * Looks up where the transitions of a segment lead, and enters the states that are new under the
   * numbers that transitions claim: the lowest of them, if several lead there.
   *
   * @param position the segment's position in the batch
   * @param thread which of the threads this is, from 0
   * @param fresh for each position in the batch, by how many more transitions are the first to lead
   *     to a new state; added to
   */
  public void look(Claims claims, Targets targets, int position, int thread, int[] fresh) {
    Block block = blocks[thread];
    Transitions transitions = targets.transitions;
    boolean hasFaults = transitions.hasFaults();
    int count = transitions.count();
    int next = 0;
    while (next < count) {
      int length = 0;
      for (; length < BLOCK && next < count; next++) {
        if (!hasFaults || !transitions.isFaulty(next)) {
          block.hash[length] = targets.hashes[next];
          block.item[length++] = next;
        }
      }
      fetch(block, length);
      for (int i = 0; i < length; i++) {
        enter(block, i, claims, targets, position, fresh);
      }
    }
  }

  private void fetch(Block block, int length) {
    block.find(length, table);
    int size = store.size();
    int known = 0;
    for (int i = 0; i < length; i++) {
      long hash = block.hash[i];
      int place = block.place[i];
      int entry = table[place];
      while (entry != 0 && !matches(entry, hash)) {
        place = after(place);
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

  private void enter(
      Block block, int i, Claims claims, Targets targets, int position, int[] fresh) {
    int index = block.item[i];
    long hash = block.hash[i];
    int place = block.place[i];
    int mine = claims.number(position, index);
    while (true) {
      int entry = table[place];
      int known = number(entry);
      boolean isFree = entry == 0;
      if (isFree || (matches(entry, hash) && claims.leadsTo(targets, index, known))) {
        if (!isFree && known < mine) {
          targets.numbers[index] = claims.reference(known);
          return;
        }
        targets.numbers[index] = Targets.FRESH; /* before another thread may replace the claim */
        targets.places[index] = place;
        if (claim(place, entry, entry(hash, mine))) {
          fresh[position]++;
          if (!isFree) {
            fresh[claims.replace(known, mine)]--;
          }
          return;
        }
      } else {
        place = after(place);
      }
    }
  }

  /** Gives a state that was entered its number. Several threads may, at once. */
  public void settle(long hash, int place, int number) {
    table[place] = entry(hash, number);
  }

  /**
   * Replaces the number of a state, before the store does.
   *
   * <p>The entry of a state that is forgotten gets number 0: it keeps its tag, and if that is the
   * tag of another state the two differ, as the store finds, or that is the state with number 0.
   *
   * @param number that it was entered under
   * @param next its new number, or {@link Targets#NOWHERE} if it is forgotten
   */
  public void renumber(long hash, int number, int next) {
    int place = place(hash, table.length);
    int entry = entry(hash, number);
    while (table[place] != entry) {
      place = after(place);
    }
    if (next == Targets.NOWHERE) {
      vacant++;
    }
    table[place] = entry(hash, Math.max(0, next));
  }

  /** Forgets all states. */
  public void clear() {
    resize(SMALLEST);
  }

  /**
   * Looks up one state and enters it if it is new.
   *
   * @return its number, new exactly if it equals the size of the store before
   */
  public int put(long[] states, int offset) {
    int size = store.size();
    if (reserve(size + 1, 1)) {
      fill();
    }
    long hash = store.hash(states, offset);
    int place = place(hash, table.length);
    while (table[place] != 0) {
      int number = number(table[place]);
      if (matches(table[place], hash) && store.is(number, hash, states, offset)) {
        return number;
      }
      place = after(place);
    }
    table[place] = entry(hash, size);
    store.reserve(size + 1);
    store.set(size, hash, states, offset);
    store.setSize(size + 1);
    return size;
  }

  /** Makes room for something else; nothing can be found any more. */
  public void drop() {
    table = NO_ENTRIES;
  }

  /** How many bytes it would take with some more states. */
  public long bytesWith(int fresh) {
    return store.size() + fresh > capacity ? places(grown()) * Integer.BYTES : bytes();
  }

  public long bytes() {
    return (long) table.length * Integer.BYTES;
  }
}
