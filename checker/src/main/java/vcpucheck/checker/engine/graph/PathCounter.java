package vcpucheck.checker.engine.graph;

import java.math.BigInteger;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.engine.base.CancellationCheck;

/**
 * Counts the paths of a completely explored state graph from its start to its ends, or to where
 * something is wrong, in topological order (Kahn, Topological sorting of large networks, CACM
 * 1962).
 */
public final class PathCounter {
  private final StateGraph graph;
  private final CancellationCheck patience;
  private final PathCounts tallies;

  public PathCounter(StateGraph graph, CancellationCheck patience) {
    this.graph = graph;
    this.patience = patience;
    tallies = new PathCounts(graph.states());
  }

  /**
   * The number of paths; infinite if the graph has a cycle.
   *
   * @throws java.util.concurrent.CancellationException if patience ends
   * @throws ArithmeticException if the numbers on the way are too many and too large
   */
  public Interleavings count() {
    int[] entering = entering();
    tallies.setOne(0);
    int reachable = reachable(entering);
    int[] ready = new int[graph.states()];
    int known = 0;
    if (entering[0] == 0) {
      ready[known++] = 0;
    }
    BigInteger total = BigInteger.ZERO;
    for (int done = 0; done < known; done++) {
      patience.step();
      int state = ready[done];
      int degree = length(state);
      if (degree == 0) {
        total = total.add(tallies.get(state));
      }
      for (int i = 0; i < degree; i++) {
        int target = graph.target(state, i);
        tallies.add(target, state);
        if (--entering[target] == 0) {
          ready[known++] = target;
        }
      }
      tallies.drop(state);
    }
    return known == reachable ? new Interleavings.Finite(total) : new Interleavings.Infinite();
  }

  /** How many transitions a path can go on with: none from an end, though daemons may run on. */
  private int length(int state) {
    return graph.isEnd(state) ? 0 : graph.degree(state);
  }

  /** How many states lie on paths, and not only behind an end: all of those are ends. */
  private static int reachable(int[] entering) {
    int reachable = 1;
    for (int state = 1; state < entering.length; state++) {
      reachable += entering[state] > 0 ? 1 : 0;
    }
    return reachable;
  }

  private int[] entering() {
    int[] entering = new int[graph.states()];
    for (int state = 0; state < entering.length; state++) {
      patience.step();
      int degree = length(state);
      for (int i = 0; i < degree; i++) {
        entering[graph.target(state, i)]++;
      }
    }
    return entering;
  }
}
