package vcpucheck.checker.engine;

import java.math.BigInteger;
import vcpucheck.checker.Interleavings;

/**
 * Counts the paths of a completely explored state graph from its start to its ends, in topological
 * order (Kahn, Topological sorting of large networks, CACM 1962).
 */
final class PathCounter {
  private final StateGraph graph;
  private final Tallies tallies;

  PathCounter(StateGraph graph) {
    this.graph = graph;
    tallies = new Tallies(graph.states());
  }

  /** The number of paths; infinite if the graph has a cycle. */
  Interleavings count() {
    int[] entering = entering();
    tallies.setOne(0);
    int[] ready = new int[graph.states()];
    int known = 0;
    if (entering[0] == 0) {
      ready[known++] = 0;
    }
    BigInteger total = BigInteger.ZERO;
    for (int done = 0; done < known; done++) {
      int state = ready[done];
      int degree = graph.degree(state);
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
    return known == graph.states() ? new Interleavings.Finite(total) : new Interleavings.Infinite();
  }

  private int[] entering() {
    int[] entering = new int[graph.states()];
    for (int state = 0; state < entering.length; state++) {
      int degree = graph.degree(state);
      for (int i = 0; i < degree; i++) {
        entering[graph.target(state, i)]++;
      }
    }
    return entering;
  }
}
