package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Monitor;
import vcpucheck.checker.machine.Layout;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/** The search: takes a state from the frontier, expands it, judges and stores what it leads to. */
final class Exploration {
  private static final int CLOCK_INTERVAL = 256;

  /** Words that are given up when memory runs out, so that a report can be made. */
  private static final int RESERVE = 1 << 18;

  private final Machine machine;
  private final Expander expander;
  private final Sharing sharing;
  private final StateStore store;
  private final Frontier frontier;
  private final Judge judge;
  private final Limits limits;
  private final Monitor monitor;
  private final boolean keepGoing;
  private final LongSupplier nanoTime;
  private final long started;
  private final StateGraph graph = new StateGraph();
  private final Transitions transitions = new Transitions();
  private final Map<Integer, Failure> wrong = new HashMap<>();
  private final Set<String> violated = new TreeSet<>();

  @SuppressWarnings("UnusedVariable") // held only to be given up
  private long @Nullable [] reserve = new long[RESERVE];

  private long[] current;
  private int depth;
  private long ends;
  private @Nullable Finding finding;
  private @Nullable String stopped;
  private int observations;
  private int ticks;
  private long lastProgress;

  Exploration(
      Machine machine,
      Expander expander,
      Sharing sharing,
      StateStore store,
      Frontier frontier,
      Judge judge,
      Limits limits,
      Monitor monitor,
      boolean keepGoing,
      long started,
      LongSupplier nanoTime) {
    this.machine = machine;
    this.expander = expander;
    this.sharing = sharing;
    this.store = store;
    this.frontier = frontier;
    this.judge = judge;
    this.limits = limits;
    this.monitor = monitor;
    this.keepGoing = keepGoing;
    this.nanoTime = nanoTime;
    this.started = started;
    lastProgress = nanoTime.getAsLong();
    current = new long[0];
  }

  /**
   * Searches until everything is explored, the cheapest violation is found, or a limit is reached.
   */
  void run() {
    try {
      start();
      while (stopped == null && !sharing.isContradicted() && !isDecided() && frontier.advance()) {
        if (!isDecided() && !wrong.containsKey(frontier.state())) {
          expand(frontier.state());
        }
        tick();
      }
    } catch (OutOfMemoryError e) {
      reserve = null;
      stopped =
          "memory ran out after "
              + states()
              + " states: give Java more (-Xmx), or remember less (--store fingerprint)";
    }
  }

  /** Whether the cheapest violation has been found, and nothing else is wanted. */
  boolean isDecided() {
    return !keepGoing && finding != null && finding.cost() <= frontier.floor();
  }

  private void start() {
    long[] start = machine.start();
    if (store.put(start, 0) == StateStore.FULL) {
      stopForMemory();
      return;
    }
    graph.addState();
    if (machine.hasEnded(start, 0)) {
      ends++;
    }
    @Nullable Failure failure = judge.start(start);
    if (failure != null) {
      violated.add(failure.property());
      wrong.put(0, failure);
      finding = new Finding(failure, ImmutableIntArray.of(0), Schedule.EMPTY, Long.MIN_VALUE);
    }
    sharing.observe(judge.observed());
  }

  private void expand(int state) {
    boolean first = !graph.isExpanded(state);
    load(state);
    if (first) {
      graph.expand(state);
    }
    meetRace();
    if (transitions.count() == 0 && !sharing.isContradicted()) {
      @Nullable Failure failure = judge.stuck(current);
      if (failure != null) {
        found(failure, frontier.path(), expander.pending(), frontier.cost(expander.pending()));
      }
    }
    for (int index = 0; index < transitions.count() && stopped == null; index++) {
      take(index, first);
    }
  }

  private void meetRace() {
    Optional<Expander.Race> race = expander.race();
    if (race.isEmpty()) {
      return;
    }
    if (judge.wantsNoRaces() && race.get().plain()) {
      Schedule before = race.get().before();
      found(Failure.RACE, frontier.path(), before, frontier.cost(before));
    } else {
      sharing.distrust(race.get().variable());
    }
  }

  /** Fills {@link #transitions} with those of a state, in a layout that is wide enough. */
  private void load(int state) {
    current = ensureLength(current);
    store.take(state, current);
    expander.expand(current, transitions);
    while (machine.isTooNarrow()) {
      Layout.Relocation relocation = machine.widen();
      store.relayout(relocation);
      current = relocation.copy(current);
      expander.expand(current, transitions);
    }
  }

  private long[] ensureLength(long[] array) {
    int words = machine.layout().words();
    return array.length == words ? array : new long[words];
  }

  private void take(int index, boolean first) {
    if (transitions.fault(index) != Transitions.Fault.NONE) {
      found(
          judge.fault(transitions, index, current),
          frontier.path(),
          expander.operations(current, index),
          frontier.cost(transitions.vcpu(index)));
      return;
    }
    int before = store.size();
    int target = store.put(transitions.states(), transitions.offset(index));
    if (target == StateStore.FULL) {
      stopForMemory();
      return;
    }
    boolean fresh = target == before;
    if (fresh && target >= limits.states()) {
      stopped = "the state limit was reached: states=" + limits.states();
      return;
    }
    if (first) {
      graph.addTransition(target);
    }
    if (fresh) {
      meet(target, index);
    }
    @Nullable Failure failure = wrong.isEmpty() ? null : wrong.get(target);
    if (failure != null) {
      int[] path = frontier.path();
      int[] extended = Arrays.copyOf(path, path.length + 1);
      extended[path.length] = target;
      found(failure, extended, Schedule.EMPTY, frontier.cost(transitions.vcpu(index)));
    }
    frontier.offer(target, transitions.vcpu(index), fresh);
  }

  private void stopForMemory() {
    stopped = "the memory limit was reached: bytes=" + store.bytes();
  }

  private void meet(int target, int index) {
    graph.addState();
    depth = Math.max(depth, frontier.depth() + 1);
    if (machine.hasEnded(transitions.states(), transitions.offset(index))) {
      ends++;
    }
    @Nullable Failure failure = judge.target(transitions, index);
    if (judge.observations() != observations) {
      observations = judge.observations();
      sharing.observe(judge.observed());
    }
    if (failure != null) {
      wrong.put(target, failure);
    }
  }

  private void found(Failure failure, int[] path, Schedule last, long cost) {
    violated.add(failure.property());
    Finding candidate = new Finding(failure, ImmutableIntArray.copyOf(path), last, cost);
    if (finding == null || candidate.isCheaperThan(finding)) {
      finding = candidate;
    }
  }

  private void tick() {
    if (++ticks % CLOCK_INTERVAL != 0) {
      return;
    }
    if (monitor.wantsToStop()) {
      stopped = "it was interrupted";
      return;
    }
    long now = nanoTime.getAsLong();
    if (limits.limitsTime() && now - started > limits.time().toNanos()) {
      stopped = "the time limit was reached: time=" + limits.time();
    } else if (now - lastProgress > 250_000_000L) {
      lastProgress = now;
      monitor.progress(
          new Monitor.Progress(
              states(),
              transitions(),
              depth,
              frontier.waiting(),
              bytes(),
              Duration.ofNanos(now - started)));
    }
  }

  /** The cheapest violation found. */
  Optional<Finding> finding() {
    return Optional.ofNullable(finding);
  }

  /** The properties found violated. */
  Set<String> violated() {
    return violated;
  }

  /** Whether a visited state is wrong; wrong states are not expanded. */
  boolean isWrong(int state) {
    return wrong.containsKey(state);
  }

  /** Whether no cheaper violation can exist. */
  boolean isFindingCheapest() {
    return stopped == null;
  }

  /** What stopped the search before its end. */
  Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }

  Expander expander() {
    return expander;
  }

  StateGraph graph() {
    return graph;
  }

  StateStore store() {
    return store;
  }

  Frontier frontier() {
    return frontier;
  }

  long states() {
    return Math.min(store.size(), limits.states());
  }

  long transitions() {
    return graph.transitions();
  }

  int depth() {
    return depth;
  }

  long ends() {
    return ends;
  }

  private long bytes() {
    return store.bytes() + graph.bytes();
  }
}
