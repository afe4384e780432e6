package vcpucheck.checker.engine;

import java.math.BigInteger;
import vcpucheck.checker.Interleavings;

/**
 * Counts the paths of a completely explored state graph from its start to its ends, in topological
 * order (Kahn, Topological sorting of large networks, CACM 1962).
 */
final class PathCounter {
  private final StateGraph graph;

  PathCounter(StateGraph graph) {
    this.graph = graph;
  }

  /** The number of paths; infinite if the graph has a cycle. */
  Interleavings count() {
    int[] entering = entering();
    BigInteger[] paths = new BigInteger[graph.states()];
    paths[0] = BigInteger.ONE;
    int[] ready = new int[graph.states()];
    int known = 0;
    if (entering[0] == 0) {
      ready[known++] = 0;
    }
    BigInteger total = BigInteger.ZERO;
    for (int done = 0; done < known; done++) {
      int state = ready[done];
      if (graph.degree(state) == 0) {
        total = total.add(paths[state]);
      }
      for (int i = 0; i < graph.degree(state); i++) {
        int target = graph.target(state, i);
        paths[target] = paths[target] == null ? paths[state] : paths[target].add(paths[state]);
        if (--entering[target] == 0) {
          ready[known++] = target;
        }
      }
      paths[state] = BigInteger.ZERO;
    }
    return known == graph.states() ? new Interleavings.Finite(total) : new Interleavings.Infinite();
  }

  private int[] entering() {
    int[] entering = new int[graph.states()];
    for (int state = 0; state < graph.states(); state++) {
      for (int i = 0; i < graph.degree(state); i++) {
        entering[graph.target(state, i)]++;
      }
    }
    return entering;
  }
}
