package vcpucheck.checker.engine.disk;

import java.util.Arrays;
import vcpucheck.checker.engine.store.ExactStore;

/**
 * States in memory, sorted by the prefix of their hash. Runs are sorted by prefixes, which leaves
 * room for the state's number beside it in one word; whether states with one prefix are the same,
 * their words tell.
 */
final class Candidates {
  /** The bits of a number. */
  private static final int NUMBER_BITS = 27;

  /** The most states that there can be. */
  static final int MOST = 1 << NUMBER_BITS;

  /** The bits of a prefix; the sign is left out. */
  static final int PREFIX_BITS = Long.SIZE - 1 - NUMBER_BITS;

  private static final int SPAN = 1 << 12;

  private final ExactStore store;
  private final int from;
  private final long[] keys;

  /**
   * Sorts states.
   *
   * @param store has them
   * @param from the first of them; they are all from there on
   * @param prefixBits how many bits of their hashes count
   */
  Candidates(ExactStore store, int from, int prefixBits) {
    this.store = store;
    this.from = from;
    keys = new long[store.size() - from];
    long[] hashes = new long[SPAN];
    for (int begin = from; begin < store.size(); begin += SPAN) {
      int end = Math.min(store.size(), begin + SPAN);
      store.hashes(begin, end, hashes);
      for (int i = 0; i < end - begin; i++) {
        long prefix = hashes[i] >>> (Long.SIZE - prefixBits);
        keys[begin - from + i] = prefix << NUMBER_BITS | (begin - from + i);
      }
    }
    Arrays.sort(keys);
  }

  /** How many there are. */
  int count() {
    return keys.length;
  }

  /** The prefix of the one at a place of the order. */
  long prefix(int place) {
    return keys[place] >>> NUMBER_BITS;
  }

  /** The number of the one at a place of the order, less that of the first. */
  int number(int place) {
    return (int) keys[place] & (MOST - 1);
  }

  /** Copies the state at a place of the order. */
  void take(int place, long[] target) {
    store.take(from + number(place), target);
  }

  /** Whether the state at a place of the order is one. */
  boolean is(int place, long[] state) {
    return store.is(from + number(place), 0, state, 0);
  }
}
