package vcpucheck.checker.engine.search;

import com.google.common.primitives.ImmutableIntArray;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.frontier.Frontier;
import vcpucheck.checker.engine.graph.StateGraph;
import vcpucheck.checker.engine.graph.WaitingStates;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.store.DelayedStore;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.store.Targets;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.trace.Schedule;

/**
 * What comes of a search: counts, the graph, and what is wrong. It takes what batches lead to, up
 * to the limit of states, and hands on to the frontier what is to be expanded.
 */
final class BatchCollector {
  private final MemoryMachine machine;
  private final Expander expander;
  private final SharingAnalysis sharing;
  private final StateStore store;
  private final Frontier frontier;
  private final PropertyChecker properties;
  private final StopConditions conditions;
  private final SearchMode mode;
  private final long limit;
  private final ErrorTrails findings = new ErrorTrails();
  private final @Nullable WaitingStates waiting;
  private @Nullable StateGraph graph;
  private int depth;
  private long ends;
  private long transitions;

  /**
   * Makes a collector.
   *
   * @param mode says up to how many states the graph is kept
   */
  BatchCollector(
      TransitionSystem system,
      Successors successors,
      StateStore store,
      Frontier frontier,
      StopConditions conditions,
      SearchMode mode) {
    machine = system.machine();
    properties = system.properties();
    expander = successors.expanders().get(0);
    sharing = successors.sharing();
    this.store = store;
    this.frontier = frontier;
    this.conditions = conditions;
    this.mode = mode;
    limit = store instanceof DelayedStore ? Long.MAX_VALUE : conditions.limit();
    graph = mode.graphStates() > 0 ? new StateGraph() : null;
    waiting = successors.recordsWaiting() ? new WaitingStates() : null;
  }

  /** Takes the first state. */
  void start(long[] start) {
    if (graph != null) {
      graph.addState();
    }
    if (properties.termination().isAtRest(start, 0)) {
      ends++;
    }
    @Nullable Failure failure = properties.start(start);
    if (failure != null) {
      findings.addWrong(0, failure);
      if (failure.isViolation()) {
        findings.add(
            ErrorTrails.Place.of(failure),
            new ErrorTrail(failure, ImmutableIntArray.of(0), Schedule.EMPTY, Long.MIN_VALUE));
      }
    }
  }

  /** Takes what a batch leads to, in order, and hands it on to the frontier. */
  void take(Batch batch) {
    for (BatchSegment segment : batch.segments()) {
      ends += segment.ends;
      if (segment.isEventful()) {
        segment.wrong().forEach(news -> findings.addWrong(news.number(), news.failure()));
      }
    }
    boolean isCounted = graph == null && store.size() <= limit;
    for (BatchSegment segment : batch.segments()) {
      int states = segment.end() - segment.from();
      if (isCounted && isQuiet(batch, segment) && frontier.leave(states, segment.children)) {
        transitions += segment.targets.transitions.count();
      } else {
        takeEach(batch, segment);
      }
      store.release(segment.from(), segment.end());
    }
    if (store.size() > batch.sizeBefore()) {
      depth = Math.max(depth, frontier.depth() + 1);
    }
    if (store.size() > mode.graphStates()) {
      graph = null;
    }
  }

  /** Whether nothing is known of a segment but where its transitions lead, and they may. */
  private boolean isQuiet(Batch batch, BatchSegment segment) {
    return !segment.isEventful() && !(findings.hasWrong() && leadsToWrong(batch, segment));
  }

  private boolean leadsToWrong(Batch batch, BatchSegment segment) {
    int least = Math.min(segment.targets.leastKnown(), batch.sizeBefore());
    if (!findings.mayBeWrongFrom(least)) {
      return false;
    }
    for (int i = 0; i < segment.targets.transitions.count(); i++) {
      if (findings.isWrong(batch.target(segment, i))) {
        return true;
      }
    }
    return false;
  }

  private void takeEach(Batch batch, BatchSegment segment) {
    int known = segment.known;
    for (int state = segment.from(); state < segment.end() && !conditions.isStopped(); state++) {
      if (segment.isEventful()) {
        meet(segment, state);
      }
      known = take(batch, segment, state, known);
      frontier.leave();
    }
  }

  /** Hands on the transitions of a state; returns how many states are known then. */
  private int take(Batch batch, BatchSegment segment, int state, int knownBefore) {
    int known = knownBefore;
    boolean isFirst = graph == null || !graph.isExpanded(state);
    if (graph != null && isFirst) {
      graph.expand(state, segment.isEnd[state - segment.from()] || findings.isCut(state));
    }
    long waitingHere = isFirst ? segment.waiting[state - segment.from()] : 0;
    if (waiting != null && waitingHere != 0) {
      waiting.add(state, waitingHere);
    }
    int end = segment.first[state - segment.from() + 1];
    for (int i = segment.first[state - segment.from()]; i < end; i++) {
      int target = batch.target(segment, i);
      if (target == Targets.NOWHERE) {
        continue;
      }
      boolean isFresh = target == known;
      if (isFresh) {
        if (target >= limit) {
          conditions.stopAtLimit();
          return known;
        }
        known++;
        if (graph != null) {
          graph.addState();
        }
      }
      if (isFirst) {
        addTransition(target, waitingHere != 0);
      }
      if (findings.hasWrong()) {
        meetWrong(segment, i, state, target);
      }
      frontier.offer(target, segment.targets.transitions.vcpu(i), isFresh);
    }
    return known;
  }

  private void addTransition(int target, boolean isWaitedFor) {
    transitions++;
    if (graph != null) {
      graph.addTransition(target);
    }
    if (waiting != null && isWaitedFor) {
      waiting.addTransition(target);
    }
  }

  private void meetWrong(BatchSegment segment, int transition, int state, int target) {
    @Nullable Failure failure = findings.wrong(target);
    if (failure == null || !failure.isViolation()) {
      return;
    }
    int vcpu = segment.targets.transitions.vcpu(transition);
    ErrorTrails.Place place =
        ErrorTrails.Place.of(failure, vcpu, machine.node(load(state), 0, vcpu));
    long cost = frontier.cost(vcpu);
    if (findings.isNews(place, cost)) {
      found(place, failure, () -> pathOver(target), Schedule.EMPTY, cost);
    }
  }

  /** The way to the state that is being left, and on to another. */
  private int[] pathOver(int target) {
    int[] path = frontier.path();
    int[] extended = Arrays.copyOf(path, path.length + 1);
    extended[path.length] = store.keep(target);
    return extended;
  }

  /** What is wrong behind a state, other than the states it leads to. */
  private void meet(BatchSegment segment, int state) {
    for (BatchSegment.Meeting meeting : segment.meetings()) {
      if (meeting.state() == state) {
        meet(meeting.race());
      }
    }
    for (BatchSegment.Deadlock deadlock : segment.deadlocks()) {
      if (deadlock.state() == state && !sharing.isContradicted()) {
        Schedule before = deadlock.before();
        found(Failure.LOCK_CYCLE, frontier::path, before, frontier.cost(before));
      }
    }
    for (BatchSegment.DeadEnd end : segment.deadEnds()) {
      if (end.state() == state && !sharing.isContradicted() && !machine.isContradicted()) {
        @Nullable Failure failure = properties.deadEnd(load(state));
        if (failure != null) {
          found(failure, frontier::path, end.pending(), frontier.cost(end.pending()));
        }
      }
    }
    if (segment.targets.transitions.hasFaults()) {
      meetFaults(segment, state);
    }
  }

  private void meetFaults(BatchSegment segment, int state) {
    int first = segment.first[state - segment.from()];
    for (int i = first; i < segment.first[state - segment.from() + 1]; i++) {
      if (segment.targets.transitions.isFaulty(i)) {
        meetFault(segment, state, i, i - first);
      }
    }
  }

  private void meetFault(BatchSegment segment, int state, int transition, int index) {
    long[] words = load(state);
    int vcpu = segment.targets.transitions.vcpu(transition);
    Failure failure = properties.fault(segment.targets.transitions, transition, words);
    ErrorTrails.Place place = ErrorTrails.Place.of(failure, vcpu, machine.node(words, 0, vcpu));
    long cost = frontier.cost(vcpu);
    if (findings.isNews(place, cost)) {
      found(place, failure, frontier::path, expander.operations(words, index), cost);
    }
  }

  private long[] load(int state) {
    long[] words = new long[machine.codec().layout().words()];
    store.take(state, words);
    return words;
  }

  private void meet(Expander.Race race) {
    if (properties.wantsNoRaces() && race.plain()) {
      found(Failure.RACE, frontier::path, race.before(), frontier.cost(race.before()));
    } else {
      sharing.distrust(race.variable());
    }
  }

  private void found(Failure failure, Supplier<int[]> path, Schedule last, long cost) {
    found(ErrorTrails.Place.of(failure), failure, path, last, cost);
  }

  private void found(
      ErrorTrails.Place place, Failure failure, Supplier<int[]> path, Schedule last, long cost) {
    if (mode.keepGoing() || findings.isCheapest(cost)) {
      ImmutableIntArray states = ImmutableIntArray.copyOf(path.get());
      findings.add(place, new ErrorTrail(failure, states, last, cost));
    } else {
      findings.add(failure);
    }
  }

  // ---- states that turn out not to be new ----

  /**
   * Forgets that states have ended.
   *
   * @param known their numbers, less a number
   */
  void forget(BitSet known, int from) {
    for (int bit = known.nextSetBit(0); bit >= 0; bit = known.nextSetBit(bit + 1)) {
      if (properties.termination().isAtRest(load(from + bit), 0)) {
        ends--;
      }
    }
  }

  /** Takes what a level of states leads to that was searched elsewhere. */
  void take(SearchedLevel level) {
    transitions += level.transitions();
    ends += level.ends();
    findings.addCuts(level.cuts());
    depth = frontier.depth() + (level.states() > 0 ? 1 : 0);
  }

  /** Says how many steps from the start the search went. */
  void reach(int newDepth) {
    depth = newDepth;
  }

  /** Forgets the graph, whose states are given other numbers. */
  void dropGraph() {
    graph = null;
  }

  void save(DataOutput out) throws IOException {
    out.writeBoolean(graph != null);
    if (graph != null) {
      graph.save(out);
    }
    out.writeBoolean(waiting != null);
    if (waiting != null) {
      waiting.save(out);
    }
    findings.save(out);
    out.writeInt(depth);
    out.writeLong(ends);
    out.writeLong(transitions);
  }

  /** Reads what was saved. */
  void restore(DataInput in) throws IOException {
    graph = in.readBoolean() ? new StateGraph() : null;
    if (graph != null) {
      graph.restore(in);
    }
    if (in.readBoolean()) {
      /* who does not record it any more, passes over it */
      (waiting == null ? new WaitingStates() : waiting).restore(in);
    }
    findings.restore(in);
    depth = in.readInt();
    ends = in.readLong();
    transitions = in.readLong();
  }

  ErrorTrails findings() {
    return findings;
  }

  /** The graph, if it is kept. */
  Optional<StateGraph> graph() {
    return Optional.ofNullable(graph);
  }

  /** The states in which vCPUs wait, if they are recorded. */
  Optional<WaitingStates> waiting() {
    return Optional.ofNullable(waiting);
  }

  /** The most steps from the start that the search went. */
  int depth() {
    return depth;
  }

  /** How many states there are in which all vCPUs have ended. */
  long ends() {
    return ends;
  }

  long transitions() {
    return transitions;
  }

  long bytes() {
    return (graph == null ? 0 : graph.bytes()) + (waiting == null ? 0 : waiting.bytes());
  }
}
