package vcpucheck.checker.engine.replay;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/**
 * Turns a path of states into a schedule. Between two states several vCPUs may be able to make the
 * step; those are chosen that make the fewest context switches, or few where twins are sorted.
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

  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final Expander expander;
  private final StateStore store;
  private final boolean isSymmetric;
  private final Transitions transitions = new Transitions();

  public PathConcretizer(TransitionSystem system, Exploration exploration) {
    machine = system.machine();
    vcpus = system.vcpus();
    expander = exploration.expander();
    store = exploration.store();
    isSymmetric = exploration.isSymmetric();
  }

  /**
   * The way along a path of states.
   *
   * @param last operations that are possible in the last of them
   */
  public Way along(ImmutableIntArray path, Schedule last) {
    if (!isSymmetric) {
      return new Way(join(plain(path)), last);
    }
    SortedWalk walk = new SortedWalk();
    walk.follow(path, 1);
    return new Way(join(walk.steps), as(walk.who, last));
  }

  /**
   * The way along a trail. Where twins are sorted, a loop of states may have to be passed several
   * times before each vCPU is where it was.
   */
  public EndlessWay along(LivenessTrail trail) {
    ImmutableIntArray path = trail.path();
    Schedule own = ownOfWaiter(trail);
    if (!isSymmetric) {
      return endless(plain(path), trail, own, trail.waiter(), trail.loop());
    }
    SortedWalk walk = new SortedWalk();
    walk.follow(path.subArray(0, trail.doomed() + 1), 1);
    int waiter = trail.waiter() == LivenessTrail.NOBODY ? trail.waiter() : walk.who[trail.waiter()];
    Schedule ofWaiter = as(walk.who, own);
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

  private List<Schedule> plain(ImmutableIntArray path) {
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
    transitions.clear(machine.codec().layout().words());
    expander.expand(state, transitions);
  }

  // ---- where twins are sorted ----

  /** A walk along states whose twins are sorted, which knows which vCPU is at which place. */
  private final class SortedWalk {
    private final List<Schedule> steps = new ArrayList<>();
    private int[] who = IntStream.range(0, vcpus.count()).toArray();
    private long[] state = machine.start();
    private int ranLast = -1;

    /** Goes on to the states of a path from an index on. */
    void follow(ImmutableIntArray path, int from) {
      for (int step = from; step < path.length(); step++) {
        expand(state);
        int index = transitionTo(path.get(step));
        long[] unsorted = copy(index);
        Schedule operations = as(who, expander.operations(state, index));
        steps.add(operations);
        ranLast = operations.choices().get(0).vcpu();
        state = sorted(unsorted);
        who = PathConcretizer.this.follow(who, unsorted, state);
      }
    }

    /** A transition to a state, of the vCPU that ran last if there is one. */
    private int transitionTo(int target) {
      int found = -1;
      for (int index = 0; index < transitions.count(); index++) {
        boolean isBetter = found < 0 || who[transitions.vcpu(index)] == ranLast;
        if (isBetter && !transitions.isFaulty(index) && isAt(target, sorted(copy(index)), 0)) {
          found = index;
        }
      }
      if (found < 0) {
        throw new AssertionError("checker bug: no transition leads to state " + target);
      }
      return found;
    }

    /**
     * Goes round until every vCPU is where it was before one of the rounds.
     *
     * @return after how many steps that was
     */
    int closeLoop(ImmutableIntArray path, int loop) {
      List<int[]> nodes = new ArrayList<>();
      List<Integer> begins = new ArrayList<>();
      while (true) {
        int[] now = nodes();
        for (int round = 0; round < nodes.size(); round++) {
          if (Arrays.equals(nodes.get(round), now)) {
            return begins.get(round);
          }
        }
        nodes.add(now);
        begins.add(steps.size());
        if (loop == path.length() - 1) {
          return steps.size();
        }
        follow(path, loop + 1);
      }
    }

    /** The node of each vCPU. */
    private int[] nodes() {
      int[] nodes = new int[who.length];
      for (int place = 0; place < who.length; place++) {
        nodes[who[place]] = machine.node(state, 0, place);
      }
      return nodes;
    }
  }

  private long[] copy(int index) {
    int offset = transitions.offset(index);
    return Arrays.copyOfRange(
        transitions.states(), offset, offset + machine.codec().layout().words());
  }

  private long[] sorted(long[] state) {
    long[] sorted = state.clone();
    machine.codec().canonicalize(sorted, 0);
    return sorted;
  }

  /** Which vCPU is where after twins were sorted. */
  private int[] follow(int[] who, long[] unsorted, long[] sorted) {
    int[] after = new int[who.length];
    boolean[] isTaken = new boolean[who.length];
    for (int place = 0; place < who.length; place++) {
      for (int before = 0; before < who.length; before++) {
        boolean isTwin = vcpus.automaton(before) == vcpus.automaton(place);
        if (isTwin
            && !isTaken[before]
            && machine.node(unsorted, 0, before) == machine.node(sorted, 0, place)) {
          isTaken[before] = true;
          after[place] = who[before];
          break;
        }
      }
    }
    return after;
  }

  private static Schedule as(int[] who, Schedule schedule) {
    return new Schedule(
        schedule.choices().stream()
            .map(choice -> new Schedule.Choice(who[choice.vcpu()], choice.alternative()))
            .toList());
  }

  // ---- where they are not ----

  /** For each vCPU, the operations with which it leads to a state, if it can. */
  private List<Optional<Schedule>> waysTo(int target, long[] state) {
    List<Optional<Schedule>> ways = new ArrayList<>();
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
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
    return !transitions.isFaulty(index)
        && isAt(target, transitions.states(), transitions.offset(index));
  }

  private boolean isAt(int target, long[] states, int offset) {
    return store.is(target, store.hash(states, offset), states, offset);
  }

  private long[] successor(int target) {
    for (int index = 0; index < transitions.count(); index++) {
      if (leadsTo(index, target)) {
        long[] state = new long[machine.codec().layout().words()];
        System.arraycopy(transitions.states(), transitions.offset(index), state, 0, state.length);
        return state;
      }
    }
    throw new AssertionError("checker bug: no transition leads to state " + target);
  }

  private List<Schedule> fewestSwitches(List<List<Optional<Schedule>>> steps) {
    int[][] switches = new int[steps.size() + 1][vcpus.count()];
    for (int step = steps.size() - 1; step >= 0; step--) {
      for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
        switches[step][vcpu] =
            steps.get(step).get(vcpu).isEmpty()
                ? Integer.MAX_VALUE
                : after(vcpu, switches[step + 1]);
      }
    }
    List<Schedule> chosen = new ArrayList<>();
    int last = -1;
    for (int step = 0; step < steps.size(); step++) {
      last = cheapest(switches[step], last);
      chosen.add(steps.get(step).get(last).orElseThrow());
    }
    return chosen;
  }

  private int after(int vcpu, int[] next) {
    int follower = cheapest(next, vcpu);
    return next[follower] + (follower == vcpu ? 0 : 1);
  }

  /** The vCPU with the fewest switches from here on, the one that ran last if it is as good. */
  private int cheapest(int[] switches, int last) {
    int best = -1;
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
