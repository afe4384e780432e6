package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.trace.Schedule;

/**
 * What is wrong with an endless program: its states are explored one by one, around wrong ones,
 * which shows what should hold in some of them and holds in none; and if none is wrong it is asked
 * of each state, by going backwards through the graph, whether the program can still end and
 * whether each vCPU can still go on.
 */
final class LivenessOracle {
  private final NaiveSystem system;
  private final int limit;
  private final Map<StateGraph.Key, Integer> numbers = new HashMap<>();
  private final List<NaiveSystem.State> states = new ArrayList<>();
  private final List<List<Integer>> predecessors = new ArrayList<>();
  private final Set<String> violated = new TreeSet<>();
  private final Set<String> unmet;

  private LivenessOracle(Model model, int limit) {
    system = new NaiveSystem(model, true);
    this.limit = limit;
    unmet = system.toBeMet();
  }

  /** The names of the properties of which one is found violated; empty if there are more states. */
  static Optional<Set<String>> violated(Model model, int limit) {
    LivenessOracle oracle = new LivenessOracle(model, limit);
    if (!oracle.explore()) {
      return Optional.empty();
    }
    if (oracle.violated.isEmpty()) {
      oracle.judge();
    }
    oracle.violated.addAll(oracle.unmet);
    return Optional.of(oracle.violated);
  }

  private boolean explore() {
    number(system.initial());
    for (int state = 0; state < states.size() && states.size() <= limit; state++) {
      NaiveSystem.State from = states.get(state);
      Set<Problem> problems = system.problems(from);
      problems.forEach(problem -> violated.add(problem.property()));
      unmet.removeAll(system.met(from));
      for (NaiveSystem.Transition transition :
          problems.isEmpty() ? system.transitions(from) : List.<NaiveSystem.Transition>of()) {
        if (transition instanceof NaiveSystem.Transition.To to) {
          predecessors.get(number(to.state())).add(state);
        } else {
          violated.add(((NaiveSystem.Transition.Fails) transition).problem().property());
        }
      }
    }
    return states.size() <= limit;
  }

  private int number(NaiveSystem.State state) {
    Integer known = numbers.putIfAbsent(StateGraph.Key.of(state), states.size());
    if (known != null) {
      return known;
    }
    states.add(state);
    predecessors.add(new ArrayList<>());
    return states.size() - 1;
  }

  private void judge() {
    if (system.wants(Property.NoLivelock.class)
        && !isAlwaysReachable(
            (vcpu, state) -> system.hasEnded(state) || NaiveSystem.isCut(state), 0)) {
      violated.add("no-livelock");
    }
    for (int vcpu = 0; vcpu < system.vcpuCount(); vcpu++) {
      if (system.wants(Property.NoStuckVcpu.class) && !isAlwaysReachable(this::goesOn, vcpu)) {
        violated.add("no-stuck-vcpu");
      }
    }
  }

  /** Whether a vCPU can move in a state, or need not. */
  private boolean goesOn(int vcpu, NaiveSystem.State state) {
    return system.isAtRest(vcpu, state)
        || NaiveSystem.isCut(state)
        || system.choices(state).stream().mapToInt(Schedule.Choice::vcpu).anyMatch(v -> v == vcpu);
  }

  private boolean isAlwaysReachable(BiPredicate<Integer, NaiveSystem.State> goal, int vcpu) {
    BitSet reaching = new BitSet();
    List<Integer> open = new ArrayList<>();
    for (int state = 0; state < states.size(); state++) {
      if (goal.test(vcpu, states.get(state))) {
        reaching.set(state);
        open.add(state);
      }
    }
    while (!open.isEmpty()) {
      for (int before : predecessors.get(open.remove(open.size() - 1))) {
        if (!reaching.get(before)) {
          reaching.set(before);
          open.add(before);
        }
      }
    }
    return reaching.cardinality() == states.size();
  }
}
