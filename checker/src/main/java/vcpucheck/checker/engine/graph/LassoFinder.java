package vcpucheck.checker.engine.graph;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import vcpucheck.checker.engine.base.CancellationCheck;

/** Finds a way from a state into a cycle, where every state leads on. */
public final class LassoFinder {
  private final Digraph graph;
  private final CancellationCheck patience;

  /**
   * A way into a cycle.
   *
   * @param path its states: the last is an earlier one again
   * @param loop the index of the earlier one
   */
  public record Lasso(ImmutableIntArray path, int loop) {}

  public LassoFinder(Digraph graph, CancellationCheck patience) {
    this.graph = graph;
    this.patience = patience;
  }

  /**
   * A lasso: the shortest way to a state on a cycle, and the shortest way round from there.
   *
   * @param start neither it nor what follows it is without a transition
   * @throws java.util.concurrent.CancellationException if patience ends
   */
  public Lasso from(int start) {
    int entry = onCycle(start);
    ImmutableIntArray.Builder path = ImmutableIntArray.builder();
    int loop = 0;
    if (entry != start) {
      ImmutableIntArray stem = way(start, entry);
      path.addAll(stem.subArray(0, stem.length() - 1));
      loop = stem.length() - 1;
    }
    return new Lasso(path.addAll(way(entry, entry)).build(), loop);
  }

  /** The first state that comes again when the first transition is always taken. */
  private int onCycle(int start) {
    Map<Integer, Integer> seen = new HashMap<>();
    int state = start;
    while (seen.putIfAbsent(state, seen.size()) == null) {
      patience.step();
      state = graph.target(state, 0);
    }
    return state;
  }

  /** A shortest way of at least one transition. */
  private ImmutableIntArray way(int start, int end) {
    Map<Integer, Integer> parents = new HashMap<>();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(start);
    while (!parents.containsKey(end)) {
      patience.step();
      int state = open.remove();
      int degree = graph.degree(state);
      for (int i = 0; i < degree; i++) {
        int target = graph.target(state, i);
        if (parents.putIfAbsent(target, state) == null) {
          open.add(target);
        }
      }
    }
    ArrayDeque<Integer> path = new ArrayDeque<>();
    path.add(end);
    int state = end;
    do {
      state = parents.getOrDefault(state, start);
      path.addFirst(state);
    } while (state != start);
    return ImmutableIntArray.copyOf(path);
  }
}
