package vcpucheck.checker.engine;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Looks for a state of a completely explored graph from which no end can be reached. */
final class LivelockFinder {
  private final StateGraph graph;

  LivelockFinder(StateGraph graph) {
    this.graph = graph;
  }

  /**
   * The first state, in the order of numbers, from which no end can be reached.
   *
   * @param isEnd tells the ends
   */
  OptionalInt find(IntPredicate isEnd) {
    int states = graph.states();
    int[] first = new int[states + 1];
    for (int state = 0; state < states; state++) {
      for (int i = 0; i < graph.degree(state); i++) {
        first[graph.target(state, i) + 1]++;
      }
    }
    for (int state = 0; state < states; state++) {
      first[state + 1] += first[state];
    }
    int[] sources = sources(first);
    boolean[] canEnd = new boolean[states];
    int[] queue = new int[states];
    int known = 0;
    for (int state = 0; state < states; state++) {
      if (isEnd.test(state)) {
        canEnd[state] = true;
        queue[known++] = state;
      }
    }
    for (int done = 0; done < known; done++) {
      for (int i = first[queue[done]]; i < first[queue[done] + 1]; i++) {
        if (!canEnd[sources[i]]) {
          canEnd[sources[i]] = true;
          queue[known++] = sources[i];
        }
      }
    }
    for (int state = 0; state < states; state++) {
      if (!canEnd[state]) {
        return OptionalInt.of(state);
      }
    }
    return OptionalInt.empty();
  }

  /** For each state, from {@code first[state]} on, the states that lead to it. */
  private int[] sources(int[] first) {
    int[] next = first.clone();
    int[] sources = new int[first[first.length - 1]];
    for (int state = 0; state < graph.states(); state++) {
      for (int i = 0; i < graph.degree(state); i++) {
        sources[next[graph.target(state, i)]++] = state;
      }
    }
    return sources;
  }
}
