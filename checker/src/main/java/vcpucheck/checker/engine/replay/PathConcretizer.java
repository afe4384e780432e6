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
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Canonicalizer;
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

  /**
   * The operations along a trail that goes on for ever.
   *
   * @param doomed after how many of them the violation cannot be avoided
   * @param loop the index of the first of those that repeat for ever; their number if none do
   * @param waiter the vCPU that is stuck then, or {@link LivenessTrail#NOBODY}
   */
  public record EndlessWay(Schedule schedule, int doomed, int loop, int waiter) {}

  private static final int NONE = -1;

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

  /**
   * The way along a path of states.
   *
   * @param last operations that are possible in the last of them
   */
  public Way along(ImmutableIntArray path, Schedule last) {
    Walk walk = new Walk();
    if (symmetries.vcpus()) {
      walk.follow(path, 1);
    } else {
      walk.followWithFewestSwitches(path);
    }
    return new Way(join(walk.steps), walk.as(last));
  }

  /**
   * The way along a trail. Where states are represented by others, a loop of states may have to be
   * passed several times before each vCPU is where it was, and each slot.
   */
  public EndlessWay along(LivenessTrail trail) {
    ImmutableIntArray path = trail.path();
    Schedule own = ownOfWaiter(trail);
    Walk walk = new Walk();
    if (!symmetries.exist()) {
      walk.followWithFewestSwitches(path);
      return endless(walk.steps, trail, own, trail.waiter(), trail.loop());
    }
    walk.follow(path.subArray(0, trail.doomed() + 1), 1);
    int waiter =
        trail.waiter() == LivenessTrail.NOBODY
            ? trail.waiter()
            : walk.renaming.vcpu(trail.waiter());
    Schedule ofWaiter = walk.as(own);
    walk.follow(path.subArray(0, trail.loop() + 1), trail.doomed() + 1);
    int loop = walk.closeLoop(path, trail.loop());
    return endless(walk.steps, trail, ofWaiter, waiter, loop);
  }

  /** What the stuck vCPU does before it waits, which is of the block that it waits in. */
  private Schedule ownOfWaiter(LivenessTrail trail) {
    if (trail.waiter() == LivenessTrail.NOBODY) {
      return Schedule.EMPTY;
    }
    long[] state = new long[machine.codec().layout().words()];
    store.take(trail.path().get(trail.doomed()), state);
    expand(state);
    return new Schedule(
        expander.pending().choices().stream()
            .filter(choice -> choice.vcpu() == trail.waiter())
            .toList());
  }

  private static EndlessWay endless(
      List<Schedule> steps, LivenessTrail trail, Schedule own, int waiter, int loop) {
    Schedule before = join(steps.subList(0, trail.doomed()));
    Schedule between = join(steps.subList(trail.doomed(), loop));
    Schedule after = join(steps.subList(loop, steps.size()));
    int doomed = before.choices().size() + own.choices().size();
    return new EndlessWay(
        before.then(own).then(between).then(after),
        doomed,
        doomed + between.choices().size(),
        waiter);
  }

  private static Schedule join(List<Schedule> steps) {
    return new Schedule(steps.stream().flatMap(step -> step.choices().stream()).toList());
  }

  // ---- along representatives ----

  private void expand(long[] state) {
    transitions.clear(machine.codec().layout().words());
    expander.expand(state, transitions);
  }

  private long[] representative(int index) {
    int offset = transitions.offset(index);
    int words = machine.codec().layout().words();
    long[] state = Arrays.copyOfRange(transitions.states(), offset, offset + words);
    canonicalizer.canonicalize(state, 0, true);
    return state;
  }

  /** The first transition of each place's vCPU from a state to another, or {@link #NONE}. */
  private int[] transitionsTo(int target, long[] state) {
    expand(state);
    int[] transitionOf = new int[vcpus.count()];
    Arrays.fill(transitionOf, NONE);
    for (int index = transitions.count() - 1; index >= 0; index--) {
      if (!transitions.isFaulty(index)) {
        long[] next = representative(index);
        if (store.is(target, store.hash(next, 0), next, 0)) {
          transitionOf[transitions.vcpu(index)] = index;
        }
      }
    }
    if (Arrays.stream(transitionOf).allMatch(index -> index == NONE)) {
      throw new AssertionError("checker bug: no transition leads to state " + target);
    }
    return transitionOf;
  }

  private static int any(int[] transitionOf) {
    return Arrays.stream(transitionOf).filter(index -> index != NONE).findFirst().orElseThrow();
  }

  /** A walk along representatives, which knows what stands behind them. */
  private final class Walk {
    private final Renaming renaming = new Renaming(machine.codec(), vcpus.count());
    private final List<Schedule> steps = new ArrayList<>();
    private long[] state = machine.start();
    private int ranLast = NONE;

    Walk() {
      canonicalizer.canonicalize(state, 0, true);
      renaming.follow(canonicalizer);
    }

    /** Goes on to the states of a path from an index on, with the vCPU that ran last if it can. */
    void follow(ImmutableIntArray path, int from) {
      for (int at = from; at < path.length(); at++) {
        int[] transitionOf = transitionsTo(path.get(at), state);
        int index = any(transitionOf);
        for (int place = 0; place < transitionOf.length; place++) {
          if (transitionOf[place] != NONE && renaming.vcpu(place) == ranLast) {
            index = transitionOf[place];
          }
        }
        take(index);
      }
    }

    /** Goes along a whole path; vCPUs are at their places. */
    void followWithFewestSwitches(ImmutableIntArray path) {
      List<int[]> stages = new ArrayList<>();
      long[] at = state;
      for (int index = 1; index < path.length(); index++) {
        int[] transitionOf = transitionsTo(path.get(index), at);
        stages.add(transitionOf);
        at = representative(any(transitionOf));
      }
      int[] places = new SwitchMinimizer(vcpus.count()).places(stages);
      for (int index = 0; index < places.length; index++) {
        expand(state);
        take(stages.get(index)[places[index]]);
      }
    }

    /** Takes a transition of the representative, in the state that it stands for. */
    private void take(int index) {
      List<Schedule.Choice> choices = new ArrayList<>();
      long[] next = state;
      for (Schedule.Choice choice : expander.operations(state, index).choices()) {
        choices.add(concrete(choice, next));
        next = after(next, choice);
      }
      ranLast = choices.get(0).vcpu();
      steps.add(new Schedule(choices));
      canonicalizer.canonicalize(next, 0, true);
      renaming.follow(canonicalizer);
      state = next;
    }

    /** What a choice in a state of a representative is in the state that it stands for. */
    private Schedule.Choice concrete(Schedule.Choice choice, long[] in) {
      int place = choice.vcpu();
      Op op = vcpus.table(place).op(machine.node(in, 0, place));
      int alternative = renaming.alternative(op, choice.alternative(), slot -> isFree(slot, in));
      return new Schedule.Choice(renaming.vcpu(place), alternative);
    }

    private boolean isFree(int slot, long[] in) {
      int life = system.codec().heap().orElseThrow().slots().life(slot);
      return machine.value(in, 0, life) == Variables.FREE;
    }

    private long[] after(long[] from, Schedule.Choice choice) {
      step.clear(machine.codec().layout().words());
      machine.step(choice.vcpu(), from, 0, step);
      for (int index = 0; index < step.count(); index++) {
        if (step.alternative(index) == choice.alternative()) {
          int offset = step.offset(index);
          return Arrays.copyOfRange(step.states(), offset, offset + from.length);
        }
      }
      throw new AssertionError("checker bug: a step of a path is not possible: " + choice);
    }

    /**
     * Goes round until every vCPU and slot is where it was before one of the rounds.
     *
     * @return after how many steps that was
     */
    int closeLoop(ImmutableIntArray path, int loop) {
      List<int[]> rounds = new ArrayList<>();
      List<Integer> begins = new ArrayList<>();
      while (true) {
        int[] now = concrete();
        for (int round = 0; round < rounds.size(); round++) {
          if (Arrays.equals(rounds.get(round), now)) {
            return begins.get(round);
          }
        }
        rounds.add(now);
        begins.add(steps.size());
        if (loop == path.length() - 1) {
          return steps.size();
        }
        follow(path, loop + 1);
      }
    }

    /** The node of each vCPU, and what stands behind each slot. */
    private int[] concrete() {
      int[] slots = renaming.slots();
      int[] now = Arrays.copyOf(slots, slots.length + vcpus.count());
      for (int place = 0; place < vcpus.count(); place++) {
        now[slots.length + renaming.vcpu(place)] = machine.node(state, 0, place);
      }
      return now;
    }

    /** Operations that are possible here, one after the other: no two of them take one slot. */
    private Schedule as(Schedule schedule) {
      if (!symmetries.slots()) {
        return new Schedule(
            schedule.choices().stream()
                .map(
                    choice ->
                        new Schedule.Choice(renaming.vcpu(choice.vcpu()), choice.alternative()))
                .toList());
      }
      List<Schedule.Choice> choices = new ArrayList<>();
      long[] next = state;
      for (Schedule.Choice choice : schedule.choices()) {
        int place = choice.vcpu();
        Op op = vcpus.table(place).op(machine.node(next, 0, place));
        Schedule.Choice here =
            op.kind() == Op.Kind.ALLOC ? new Schedule.Choice(place, firstOf(place, next)) : choice;
        choices.add(concrete(here, next));
        next = after(next, here);
      }
      return new Schedule(choices);
    }

    private int firstOf(int place, long[] from) {
      step.clear(machine.codec().layout().words());
      machine.step(place, from, 0, step);
      return step.alternative(0);
    }
  }
}
