package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/**
 * Turns a path of states into a schedule. Between two states several vCPUs may be able to make the
 * step; those are chosen that make the fewest context switches.
 */
final class Witness {
  private final Machine machine;
  private final Expander expander;
  private final StateStore store;
  private final int vcpus;
  private final Transitions transitions = new Transitions();

  Witness(Machine machine, Expander expander, StateStore store, int vcpus) {
    this.machine = machine;
    this.expander = expander;
    this.store = store;
    this.vcpus = vcpus;
  }

  /** The schedule that leads along a path of states. */
  Schedule along(ImmutableIntArray path) {
    long[] state = machine.start();
    List<List<Optional<Schedule>>> steps = new ArrayList<>();
    for (int step = 1; step < path.length(); step++) {
      expand(state);
      steps.add(waysTo(path.get(step), state));
      expand(state);
      state = successor(path.get(step));
    }
    return fewestSwitches(steps);
  }

  private void expand(long[] state) {
    transitions.clear(machine.layout().words());
    expander.expand(state, transitions);
  }

  /** For each vCPU, the operations with which it leads to a state, if it can. */
  private List<Optional<Schedule>> waysTo(int target, long[] state) {
    List<Optional<Schedule>> ways = new ArrayList<>();
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      ways.add(wayTo(target, vcpu, state));
    }
    return ways;
  }

  private Optional<Schedule> wayTo(int target, int vcpu, long[] state) {
    for (int index = 0; index < transitions.count(); index++) {
      if (transitions.vcpu(index) == vcpu && leadsTo(index, target)) {
        return Optional.of(expander.operations(state, index));
      }
    }
    return Optional.empty();
  }

  private boolean leadsTo(int index, int target) {
    return transitions.fault(index) == Transitions.Fault.NONE
        && isAt(target, transitions.states(), transitions.offset(index));
  }

  private boolean isAt(int target, long[] states, int offset) {
    return store.is(target, store.hash(states, offset), states, offset);
  }

  private long[] successor(int target) {
    for (int index = 0; index < transitions.count(); index++) {
      if (leadsTo(index, target)) {
        long[] state = new long[machine.layout().words()];
        System.arraycopy(transitions.states(), transitions.offset(index), state, 0, state.length);
        return state;
      }
    }
    throw new AssertionError("checker bug: no transition leads to state " + target);
  }

  private Schedule fewestSwitches(List<List<Optional<Schedule>>> steps) {
    int[][] switches = new int[steps.size() + 1][vcpus];
    for (int step = steps.size() - 1; step >= 0; step--) {
      for (int vcpu = 0; vcpu < vcpus; vcpu++) {
        switches[step][vcpu] =
            steps.get(step).get(vcpu).isEmpty()
                ? Integer.MAX_VALUE
                : after(vcpu, switches[step + 1]);
      }
    }
    List<Schedule.Choice> choices = new ArrayList<>();
    int last = -1;
    for (int step = 0; step < steps.size(); step++) {
      last = cheapest(switches[step], last);
      choices.addAll(steps.get(step).get(last).orElseThrow().choices());
    }
    return new Schedule(choices);
  }

  private int after(int vcpu, int[] next) {
    int follower = cheapest(next, vcpu);
    return next[follower] + (follower == vcpu ? 0 : 1);
  }

  /** The vCPU with the fewest switches from here on, the one that ran last if it is as good. */
  private int cheapest(int[] switches, int last) {
    int best = -1;
    long bestCost = Long.MAX_VALUE;
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      long cost = (long) switches[vcpu] + (vcpu == last || last < 0 ? 0 : 1);
      if (switches[vcpu] != Integer.MAX_VALUE
          && (cost < bestCost || (cost == bestCost && vcpu == last))) {
        best = vcpu;
        bestCost = cost;
      }
    }
    return best;
  }
}
