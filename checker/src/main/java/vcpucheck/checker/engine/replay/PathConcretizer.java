package vcpucheck.checker.engine.replay;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.search.Symmetries;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.Canonicalizer;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Op;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.Variables;
import vcpucheck.checker.trace.Schedule;

/**
 * Turns a path of states into a schedule. Between two states several vCPUs may be able to make the
 * step; those are chosen that make the fewest context switches, or few where twins are sorted.
 *
 * <p>Where states are represented by others, the path is one of representatives: it is walked with
 * a {@link Renaming}, so that the schedule is of the vCPUs and slots that stand behind them.
 */
public final class PathConcretizer {
  /** The operations along a path, and those that follow it, both of the vCPUs that do them. */
  public record Way(Schedule before, Schedule last) {}

  private static final int NOBODY = -1;

  private final TransitionSystem system;
  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final Expander expander;
  private final StateStore store;
  private final Symmetries symmetries;
  private final Canonicalizer canonicalizer;
  private final Transitions transitions = new Transitions();
  private final Transitions step = new Transitions();

  public PathConcretizer(TransitionSystem system, Exploration exploration) {
    this.system = system;
    machine = system.machine();
    vcpus = system.vcpus();
    expander = exploration.expander();
    store = exploration.store();
    symmetries = exploration.symmetries();
    canonicalizer = symmetries.canonicalizer(machine.codec());
    step.setExchangingSlots(symmetries.slots());
  }

  /** A state of the path, and for each place which transition leads to the next, or -1. */
  private record Stage(long[] state, int[] transitionOf) {}

  /**
   * The way along a path of states.
   *
   * @param last operations that are possible in the last of them
   */
  public Way along(ImmutableIntArray path, Schedule last) {
    Renaming renaming = new Renaming(machine.codec(), vcpus.count());
    long[] state = machine.start();
    canonicalizer.canonicalize(state, 0, true);
    renaming.follow(canonicalizer);
    List<Stage> stages = stages(path, state);
    int[] places = symmetries.vcpus() ? new int[0] : fewestSwitches(stages);
    List<Schedule.Choice> choices = new ArrayList<>();
    for (int at = 0; at < stages.size(); at++) {
      int[] transitionOf = stages.get(at).transitionOf();
      int place = symmetries.vcpus() ? place(transitionOf, renaming, choices) : places[at];
      walk(stages.get(at).state(), transitionOf[place], renaming, choices);
    }
    return new Way(new Schedule(choices), as(renaming, last));
  }

  private List<Stage> stages(ImmutableIntArray path, long[] first) {
    List<Stage> stages = new ArrayList<>();
    long[] state = first;
    for (int at = 1; at < path.length(); at++) {
      transitions.clear(machine.codec().layout().words());
      expander.expand(state, transitions);
      int[] transitionOf = new int[vcpus.count()];
      Arrays.fill(transitionOf, NOBODY);
      long[] next = {};
      for (int index = transitions.count() - 1; index >= 0; index--) {
        if (!transitions.isFaulty(index)) {
          long[] target = representative(index);
          if (store.is(path.get(at), store.hash(target, 0), target, 0)) {
            transitionOf[transitions.vcpu(index)] = index;
            next = target;
          }
        }
      }
      if (next.length == 0) {
        throw new AssertionError("checker bug: no transition leads to state " + path.get(at));
      }
      stages.add(new Stage(state, transitionOf));
      state = next;
    }
    return stages;
  }

  private long[] representative(int index) {
    int offset = transitions.offset(index);
    int words = machine.codec().layout().words();
    long[] state = Arrays.copyOfRange(transitions.states(), offset, offset + words);
    canonicalizer.canonicalize(state, 0, true);
    return state;
  }

  // ---- the operations of a transition, in the concrete state ----

  private void walk(long[] from, int index, Renaming renaming, List<Schedule.Choice> choices) {
    long[] state = from;
    for (Schedule.Choice choice : expander.operations(from, index).choices()) {
      int place = choice.vcpu();
      Op op = vcpus.table(place).op(machine.node(state, 0, place));
      long[] here = state;
      int alternative =
          renaming.alternative(op, choice.alternative(), slot -> isFree(slot, here));
      choices.add(new Schedule.Choice(renaming.vcpu(place), alternative));
      state = after(state, choice);
    }
    canonicalizer.canonicalize(state, 0, true);
    renaming.follow(canonicalizer);
  }

  private boolean isFree(int slot, long[] state) {
    int life = system.codec().heap().orElseThrow().slots().life(slot);
    return machine.value(state, 0, life) == Variables.FREE;
  }

  private long[] after(long[] state, Schedule.Choice choice) {
    step.clear(machine.codec().layout().words());
    machine.step(choice.vcpu(), state, 0, step);
    for (int index = 0; index < step.count(); index++) {
      if (step.alternative(index) == choice.alternative()) {
        int offset = step.offset(index);
        return Arrays.copyOfRange(step.states(), offset, offset + state.length);
      }
    }
    throw new AssertionError("checker bug: a step of a path is not possible: " + choice);
  }

  private static Schedule as(Renaming renaming, Schedule schedule) {
    return new Schedule(
        schedule.choices().stream()
            .map(
                choice ->
                    new Schedule.Choice(renaming.vcpu(choice.vcpu()), choice.alternative()))
            .toList());
  }

  // ---- who makes the steps ----

  /** A place from which there is a transition: that of the vCPU that ran last if it can be. */
  private static int place(
      int[] transitionOf, Renaming renaming, List<Schedule.Choice> choices) {
    int ranLast = choices.isEmpty() ? NOBODY : choices.get(choices.size() - 1).vcpu();
    int first = NOBODY;
    for (int place = 0; place < transitionOf.length; place++) {
      if (transitionOf[place] != NOBODY) {
        if (renaming.vcpu(place) == ranLast) {
          return place;
        }
        first = first == NOBODY ? place : first;
      }
    }
    return first;
  }

  /** For each step the vCPU that makes it. */
  private int[] fewestSwitches(List<Stage> stages) {
    int[][] switches = new int[stages.size() + 1][vcpus.count()];
    for (int at = stages.size() - 1; at >= 0; at--) {
      for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
        switches[at][vcpu] =
            stages.get(at).transitionOf()[vcpu] == NOBODY
                ? Integer.MAX_VALUE
                : after(vcpu, switches[at + 1]);
      }
    }
    int[] who = new int[stages.size()];
    int last = NOBODY;
    for (int at = 0; at < who.length; at++) {
      last = cheapest(switches[at], last);
      who[at] = last;
    }
    return who;
  }

  private int after(int vcpu, int[] next) {
    int follower = cheapest(next, vcpu);
    return next[follower] + (follower == vcpu ? 0 : 1);
  }

  /** The vCPU with the fewest switches from here on, the one that ran last if it is as good. */
  private int cheapest(int[] switches, int last) {
    int best = NOBODY;
    long bestCost = Long.MAX_VALUE;
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
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
