package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/**
 * Turns a path of states into a schedule. Between two states several vCPUs may be able to make the
 * step; those are chosen that make the fewest context switches.
 */
final class Witness {
  private static final int SWITCH = 1;

  private final Machine machine;
  private final StateStore store;
  private final int vcpus;
  private final Transitions transitions = new Transitions();

  Witness(Machine machine, StateStore store, int vcpus) {
    this.machine = machine;
    this.store = store;
    this.vcpus = vcpus;
  }

  /** The schedule that leads along a finding's path and through its faulty transition. */
  Schedule schedule(Finding finding) {
    ImmutableIntArray path = finding.path();
    long[] state = machine.start();
    int[][] alternatives =
        new int[path.length() - 1 + (finding.faulty() == Finding.NONE ? 0 : 1)][];
    for (int step = 1; step < path.length(); step++) {
      machine.expand(state, 0, transitions);
      alternatives[step - 1] = alternativesTo(path.get(step));
      state = successor(path.get(step));
    }
    if (finding.faulty() != Finding.NONE) {
      machine.expand(state, 0, transitions);
      alternatives[path.length() - 1] = nowhere();
      alternatives[path.length() - 1][transitions.vcpu(finding.faulty())] =
          transitions.alternative(finding.faulty());
    }
    return fewestSwitches(alternatives);
  }

  private int[] nowhere() {
    int[] none = new int[vcpus];
    Arrays.fill(none, -1);
    return none;
  }

  /** For each vCPU, which alternative of its operation leads to a state; -1 if none does. */
  private int[] alternativesTo(int target) {
    int[] alternatives = nowhere();
    for (int index = transitions.count() - 1; index >= 0; index--) {
      if (leadsTo(index, target)) {
        alternatives[transitions.vcpu(index)] = transitions.alternative(index);
      }
    }
    return alternatives;
  }

  private boolean leadsTo(int index, int target) {
    return transitions.fault(index) == Transitions.Fault.NONE
        && store.is(target, transitions.states(), transitions.offset(index));
  }

  private long[] successor(int target) {
    for (int index = 0; index < transitions.count(); index++) {
      if (leadsTo(index, target)) {
        int offset = transitions.offset(index);
        return Arrays.copyOfRange(transitions.states(), offset, offset + machine.layout().words());
      }
    }
    throw new AssertionError("checker bug: no transition leads to state " + target);
  }

  private Schedule fewestSwitches(int[][] alternatives) {
    int steps = alternatives.length;
    int[][] switches = new int[steps + 1][vcpus];
    for (int step = steps - 1; step >= 0; step--) {
      for (int vcpu = 0; vcpu < vcpus; vcpu++) {
        switches[step][vcpu] = Integer.MAX_VALUE;
        if (alternatives[step][vcpu] >= 0) {
          switches[step][vcpu] = step == steps - 1 ? 0 : after(vcpu, switches[step + 1]);
        }
      }
    }
    List<Schedule.Choice> choices = new ArrayList<>();
    int last = -1;
    for (int step = 0; step < steps; step++) {
      last = cheapest(switches[step], last);
      choices.add(new Schedule.Choice(last, alternatives[step][last]));
    }
    return new Schedule(choices);
  }

  private int after(int vcpu, int[] next) {
    return from(vcpu, next[cheapest(next, vcpu)], cheapest(next, vcpu));
  }

  private static int from(int last, int switches, int vcpu) {
    return vcpu == last ? switches : switches + SWITCH;
  }

  /** The vCPU with the fewest switches from here on, the one that ran last if it is as good. */
  private int cheapest(int[] switches, int last) {
    int best = -1;
    long bestCost = Long.MAX_VALUE;
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      long cost = (long) switches[vcpu] + (vcpu == last || last < 0 ? 0 : SWITCH);
      if (switches[vcpu] != Integer.MAX_VALUE
          && (cost < bestCost || (cost == bestCost && vcpu == last))) {
        best = vcpu;
        bestCost = cost;
      }
    }
    return best;
  }
}
