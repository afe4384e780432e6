package vcpucheck.checker.oracle;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import vcpucheck.checker.model.Model;

/**
 * The graph of a model's distinct states, with scopes and steps forgetting what they say that they
 * forget: how many states, transitions and paths a search without reductions must count.
 *
 * @param states how many
 * @param transitions how many; two between the same states are two
 * @param paths how many from the start to ends, beyond which only daemons run, or to states that do
 *     not go on; empty if there is a cycle
 * @param violated the names of the violated properties; states are explored beyond violations
 */
public record StateGraph(
    int states, long transitions, Optional<BigInteger> paths, Set<String> violated) {

  /** A state without what follows from the rest. */
  record Key(Store store, List<Object> locals) {
    static Key of(NaiveSystem.State state) {
      List<Object> locals = new ArrayList<>();
      state.locals().forEach(local -> locals.add(List.of(local.state(), local.history())));
      return new Key(state.store(), locals);
    }
  }

  /** Explores a model breadth first. */
  public static StateGraph of(Model model) {
    NaiveSystem system = new NaiveSystem(model, true);
    Map<Key, Integer> numbers = new HashMap<>();
    List<List<Integer>> onwards = new ArrayList<>();
    Deque<NaiveSystem.State> open = new ArrayDeque<>();
    Set<String> violated = new TreeSet<>();
    long transitions = 0;
    open.add(system.initial());
    numbers.put(Key.of(system.initial()), 0);
    while (!open.isEmpty()) {
      NaiveSystem.State state = open.remove();
      system.problems(state).forEach(problem -> violated.add(problem.property()));
      List<Integer> next = new ArrayList<>();
      for (NaiveSystem.Transition transition : system.transitions(state)) {
        if (transition instanceof NaiveSystem.Transition.Fails fails) {
          violated.add(fails.problem().property());
          continue;
        }
        NaiveSystem.State successor = ((NaiveSystem.Transition.To) transition).state();
        Integer number = numbers.putIfAbsent(Key.of(successor), numbers.size());
        if (number == null) {
          open.add(successor);
          number = numbers.size() - 1;
        }
        next.add(number);
      }
      transitions += next.size();
      onwards.add(system.hasEnded(state) ? List.of() : next);
    }
    return new StateGraph(numbers.size(), transitions, paths(onwards), violated);
  }

  /**
   * Counts the paths from node 0 to nodes without successors, in topological order. Other nodes may
   * not be reachable at all.
   */
  private static Optional<BigInteger> paths(List<List<Integer>> successors) {
    int[] incoming = new int[successors.size()];
    successors.forEach(next -> next.forEach(node -> incoming[node]++));
    boolean[] entered = new boolean[incoming.length];
    successors.forEach(next -> next.forEach(node -> entered[node] = true));
    BigInteger[] pathsTo = new BigInteger[successors.size()];
    Arrays.fill(pathsTo, BigInteger.ZERO);
    pathsTo[0] = BigInteger.ONE;
    BigInteger paths = BigInteger.ZERO;
    Deque<Integer> ready = new ArrayDeque<>();
    if (incoming[0] == 0) {
      ready.add(0);
    }
    int ordered = 0;
    while (!ready.isEmpty()) {
      int node = ready.remove();
      ordered++;
      if (successors.get(node).isEmpty()) {
        paths = paths.add(pathsTo[node]);
      }
      for (int next : successors.get(node)) {
        pathsTo[next] = pathsTo[next].add(pathsTo[node]);
        if (--incoming[next] == 0) {
          ready.add(next);
        }
      }
    }
    long reachable = 1 + IntStream.range(1, entered.length).filter(node -> entered[node]).count();
    return ordered == reachable ? Optional.of(paths) : Optional.empty();
  }
}
