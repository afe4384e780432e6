package vcpucheck.checker.engine.search;

import java.util.BitSet;
import vcpucheck.checker.engine.frontier.FifoFrontier;
import vcpucheck.checker.engine.store.DelayedStore;
import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.Targets;

/**
 * What a search does that finds out late which states are new: at the end of each level, and before
 * it moves states to disk, it forgets those that are not. Then its numbers are those of a search
 * that finds out at once.
 */
final class DelayedDetection {
  private final DelayedStore store;
  private final StateIndex index;
  private final FifoFrontier frontier;
  private final BatchCollector collector;

  DelayedDetection(
      DelayedStore store, StateIndex index, FifoFrontier frontier, BatchCollector collector) {
    this.store = store;
    this.index = index;
    this.frontier = frontier;
    this.collector = collector;
  }

  /** Finds out which states are new, between two batches. */
  void settle() {
    BitSet known = store.known();
    if (!known.isEmpty()) {
      int first = store.settled() + known.nextSetBit(0);
      int[] numbers = numbers(known);
      collector.forget(known, store.settled());
      collector.findings().renumber(first, number -> numbers[number - first]);
      renumber(first, numbers);
    }
    store.settle(known);
    if (store.size() == 0) {
      index.clear();
    }
    collector.reach(frontier.deepest());
  }

  /** For each state from the first known one on, its number from now on. */
  private int[] numbers(BitSet known) {
    int first = known.nextSetBit(0);
    int count = store.size() - store.settled() - first;
    int[] numbers = new int[count];
    int next = store.settled() + first;
    for (int i = 0; i < count; i++) {
      numbers[i] = known.get(first + i) ? Targets.NOWHERE : next++;
    }
    return numbers;
  }

  private void renumber(int first, int[] numbers) {
    long[] hashes = new long[numbers.length];
    store.hashes(first, first + numbers.length, hashes);
    for (int i = 0; i < numbers.length; i++) {
      index.renumber(hashes[i], first + i, numbers[i]);
    }
  }

  /** Moves states to disk if memory is full. */
  void makeRoom(long bytes) {
    if (store.isFull(bytes)) {
      settle();
      spill();
    }
  }

  /** Moves all states to disk if some are there, so that only files must be kept. */
  void moveAll() {
    settle();
    if (store.before() > 0) {
      spill();
    }
  }

  private void spill() {
    int size = store.size();
    store.spill();
    shift(size);
    index.clear();
  }

  /** Called when numbers have fallen. */
  void shift(int by) {
    collector.findings().shift(by, frontier.state(), store::keep);
    collector.dropGraph();
  }
}
