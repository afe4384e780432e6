package vcpucheck.checker.engine.graph;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import vcpucheck.checker.engine.base.CancellationCheck;

/** Looks for a state of a completely explored graph from which no end can be reached. */
public final class LivelockFinder {
  private final StateGraph graph;
  private final IntPredicate counts;
  private final CancellationCheck patience;

  /**
   * Makes a finder.
   *
   * @param counts which states are of an execution even if nothing follows them; see {@link
   *     vcpucheck.checker.machine.MemoryMachine#isSettled}
   */
  public LivelockFinder(StateGraph graph, IntPredicate counts, CancellationCheck patience) {
    this.graph = graph;
    this.counts = counts;
    this.patience = patience;
  }

  /**
   * The first state, in the order of numbers, from which no end can be reached.
   *
   * <p>Goes through the states from the last to the first until nothing changes: the states behind
   * one mostly have larger numbers, so that a few times suffice.
   *
   * @throws java.util.concurrent.CancellationException if patience ends
   */
  public OptionalInt find() {
    BitSet canEnd = new BitSet(graph.states());
    int known;
    do {
      known = canEnd.cardinality();
      for (int state = graph.states() - 1; state >= 0; state--) {
        patience.step();
        if (!canEnd.get(state) && canEnd(state, canEnd)) {
          canEnd.set(state);
        }
      }
    } while (canEnd.cardinality() > known);
    int hopeless = canEnd.nextClearBit(0);
    while (hopeless < graph.states() && !counts.test(hopeless)) {
      hopeless = canEnd.nextClearBit(hopeless + 1);
    }
    return hopeless < graph.states() ? OptionalInt.of(hopeless) : OptionalInt.empty();
  }

  private boolean canEnd(int state, BitSet canEnd) {
    int degree = graph.degree(state);
    for (int i = 0; i < degree; i++) {
      if (canEnd.get(graph.target(state, i))) {
        return true;
      }
    }
    return graph.isEnd(state);
  }
}
