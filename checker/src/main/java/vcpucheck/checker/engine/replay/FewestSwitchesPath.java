package vcpucheck.checker.engine.replay;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vcpucheck.checker.engine.frontier.FifoFrontier;
import vcpucheck.checker.engine.graph.StateGraph;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.search.ErrorTrail;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;

/**
 * Chooses, among all shortest paths of a breadth-first search to one state, one with the fewest
 * context switches.
 */
public final class FewestSwitchesPath {
  private record Pair(int state, int last) {}

  private record Reached(int switches, Pair from) {}

  private static final Pair START = new Pair(0, -1);

  private final MemoryMachine machine;
  private final StateStore store;
  private final Expander expander;
  private final StateGraph graph;
  private final FifoFrontier frontier;
  private final Transitions transitions = new Transitions();

  /**
   * Makes a chooser.
   *
   * @param expander the one of the search, of which each transition is one operation
   */
  public FewestSwitchesPath(
      MemoryMachine machine,
      Expander expander,
      StateStore store,
      StateGraph graph,
      FifoFrontier frontier) {
    this.machine = machine;
    this.expander = expander;
    this.store = store;
    this.graph = graph;
    this.frontier = frontier;
  }

  /** The same finding, along a path with the fewest context switches of all that are as short. */
  public ErrorTrail fewestSwitches(ErrorTrail finding) {
    int target = finding.state();
    List<Set<Integer>> levels = levelsTo(target);
    Map<Pair, Reached> reached = new HashMap<>();
    reached.put(START, new Reached(0, START));
    Set<Pair> frontPairs = new HashSet<>(Set.of(START));
    for (int level = 1; level < levels.size(); level++) {
      frontPairs = step(frontPairs, levels.get(level), reached);
    }
    Pair best =
        frontPairs.stream()
            .min(
                (a, b) ->
                    switchesOf(a, reached) != switchesOf(b, reached)
                        ? Integer.compare(switchesOf(a, reached), switchesOf(b, reached))
                        : Integer.compare(a.last(), b.last()))
            .orElse(START);
    return new ErrorTrail(
        finding.failure(),
        ImmutableIntArray.copyOf(path(best, reached)),
        finding.last(),
        finding.cost());
  }

  /** For each depth, the states on shortest paths to a state. */
  private List<Set<Integer>> levelsTo(int target) {
    List<Set<Integer>> levels = new ArrayList<>();
    Set<Integer> relevant = Set.of(target);
    levels.add(relevant);
    int state = target;
    for (int depth = frontier.depth(target) - 1; depth >= 0; depth--) {
      Set<Integer> before = new HashSet<>();
      while (state > 0 && frontier.depth(state) > depth) {
        state--;
      }
      for (; state >= 0 && frontier.depth(state) == depth; state--) {
        if (graph.isExpanded(state) && leadsInto(state, relevant)) {
          before.add(state);
        }
      }
      state = Math.max(state, 0);
      relevant = before;
      levels.add(before);
    }
    Collections.reverse(levels);
    return levels;
  }

  private boolean leadsInto(int state, Set<Integer> targets) {
    for (int i = 0; i < graph.degree(state); i++) {
      if (targets.contains(graph.target(state, i))) {
        return true;
      }
    }
    return false;
  }

  private Set<Pair> step(Set<Pair> pairs, Set<Integer> targets, Map<Pair, Reached> reached) {
    Set<Pair> next = new HashSet<>();
    List<Pair> ordered = new ArrayList<>(pairs);
    ordered.sort(
        (a, b) ->
            a.state() != b.state()
                ? Integer.compare(a.state(), b.state())
                : Integer.compare(a.last(), b.last()));
    for (Pair pair : ordered) {
      long[] state = new long[machine.codec().layout().words()];
      store.take(pair.state(), state);
      transitions.clear(state.length);
      expander.expand(state, transitions);
      int index = 0;
      for (int i = 0; i < graph.degree(pair.state()); i++, index++) {
        while (transitions.fault(index) != Transitions.Fault.NONE) {
          index++;
        }
        int target = graph.target(pair.state(), i);
        if (targets.contains(target)) {
          next.add(reach(pair, target, transitions.vcpu(index), reached));
        }
      }
    }
    return next;
  }

  private static Pair reach(Pair from, int target, int vcpu, Map<Pair, Reached> reached) {
    Pair pair = new Pair(target, vcpu);
    boolean isSwitch = from.last() != vcpu && from.last() >= 0;
    int switches = switchesOf(from, reached) + (isSwitch ? 1 : 0);
    if (switches < switchesOf(pair, reached)) {
      reached.put(pair, new Reached(switches, from));
    }
    return pair;
  }

  private static int switchesOf(Pair pair, Map<Pair, Reached> reached) {
    Reached known = reached.get(pair);
    return known == null ? Integer.MAX_VALUE : known.switches();
  }

  private static int[] path(Pair to, Map<Pair, Reached> reached) {
    List<Integer> states = new ArrayList<>();
    Pair pair = to;
    while (pair != null) {
      states.add(pair.state());
      Reached known = reached.get(pair);
      pair = known == null || pair.equals(START) ? null : known.from();
    }
    Collections.reverse(states);
    return states.stream().mapToInt(Integer::intValue).toArray();
  }
}
