package vcpucheck.checker.engine.store;

import java.util.BitSet;

/**
 * A store that does not know at once which states are new (delayed duplicate detection; Korf:
 * Best-First Frontier Search with Delayed Duplicate Detection, AAAI 2004). States that an index
 * finds are known; others are entered, and may turn out to have been visited before.
 */
public interface DelayedStore extends StateStore {
  /** All states with numbers below this are known to have been new. */
  int settled();

  /**
   * Finds out which of the states from {@link #settled} on were visited before.
   *
   * @return their numbers, less {@link #settled}
   */
  BitSet known();

  /**
   * Forgets those states. What has a larger number gets one that is less by how many they are that
   * have numbers below it.
   */
  void settle(BitSet known);

  /**
   * Whether states must be moved out of memory.
   *
   * @param bytes how much memory a search may take soon
   */
  boolean isFull(long bytes);

  /**
   * Moves all states out of memory, when all are settled. Their numbers fall by how many they are.
   * If that is impossible, everything is as before.
   *
   * @throws java.io.UncheckedIOException if there is no room for them
   */
  void spill();

  /** Says that nothing of it is needed any more. */
  void discard();
}
