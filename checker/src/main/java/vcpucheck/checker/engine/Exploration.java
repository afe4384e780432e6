package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Monitor;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.trace.Schedule;

/**
 * The search: takes states from the frontier, expands them in batches, and hands on what they lead
 * to.
 */
final class Exploration {
  /** Words that are given up when memory runs out, so that a report can be made. */
  private static final int RESERVE = 1 << 18;

  private final Machine machine;
  private final boolean isSymmetric;
  private final Expander expander;
  private final Sharing sharing;
  private final StateStore store;
  private final StateIndex index;
  private final Batch batch;
  private final Frontier frontier;
  private final Judge judge;
  private final Limits limits;
  private final Monitor monitor;
  private final boolean keepGoing;
  private final LongSupplier nanoTime;
  private final long started;
  private final @Nullable StateGraph graph;
  private final Map<Integer, Failure> wrong = new HashMap<>();
  private final Set<String> violated = new TreeSet<>();

  @SuppressWarnings("UnusedVariable") // held only to be given up
  private long @Nullable [] reserve = new long[RESERVE];

  private int depth;
  private long ends;
  private long transitions;
  private @Nullable Finding finding;
  private @Nullable String stopped;
  private int observations;
  private long lastProgress;

  /**
   * Makes a search.
   *
   * @param expanders one for each worker, all alike
   * @param isSymmetric whether states are stored with their twins sorted
   * @param store empty
   * @param keepsGraph whether the graph is kept, for questions about paths
   */
  Exploration(
      Machine machine,
      boolean isSymmetric,
      List<Expander> expanders,
      Sharing sharing,
      StateStore store,
      Frontier frontier,
      Judge judge,
      Workers workers,
      Limits limits,
      Monitor monitor,
      boolean keepGoing,
      boolean keepsGraph,
      long started,
      LongSupplier nanoTime) {
    this.machine = machine;
    this.isSymmetric = isSymmetric;
    this.expander = expanders.get(0);
    this.sharing = sharing;
    this.store = store;
    index = new StateIndex(store, workers.count());
    batch = new Batch(machine, isSymmetric, expanders, store, index, judge, workers);
    this.frontier = frontier;
    this.judge = judge;
    this.limits = limits;
    this.monitor = monitor;
    this.keepGoing = keepGoing;
    graph = keepsGraph ? new StateGraph() : null;
    this.nanoTime = nanoTime;
    this.started = started;
    lastProgress = nanoTime.getAsLong();
  }

  /**
   * Searches until everything is explored, the cheapest violation is found, or a limit is reached.
   */
  void run() {
    try {
      start();
      while (goesOn() && frontier.advance(Batch.STATES)) {
        if (isDecided()) {
          break;
        }
        batch.run(frontier.state(), frontier.end(), wrong.keySet());
        absorb();
        observe();
        tick();
      }
      monitor.progress(progress(nanoTime.getAsLong()));
    } catch (OutOfMemoryError e) {
      reserve = null;
      stopped =
          "memory ran out after "
              + states()
              + " states: give Java more (-Xmx), or remember less (--store fingerprint)";
    }
  }

  private boolean goesOn() {
    return stopped == null && !sharing.isContradicted() && !isDecided();
  }

  /** Whether the cheapest violation has been found, and nothing else is wanted. */
  boolean isDecided() {
    return !keepGoing && finding != null && finding.cost() <= frontier.floor();
  }

  private void start() {
    long[] start = machine.start();
    index.put(start, 0);
    if (graph != null) {
      graph.addState();
    }
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

  // ---- what a batch leads to, in order ----

  private void absorb() {
    int known = batch.sizeBefore();
    for (Slice slice : batch.slices()) {
      ends += slice.ends;
      for (Slice.Wrong news : slice.wrong) {
        wrong.put(news.number(), news.failure());
      }
    }
    for (Slice slice : batch.slices()) {
      for (int state = slice.from(); state < slice.end() && stopped == null; state++) {
        if (slice.isEventful()) {
          meet(slice, state);
        }
        known = absorb(slice, state, known);
        frontier.leave();
      }
      store.release(slice.from(), slice.end());
    }
    if (store.size() > batch.sizeBefore()) {
      depth = Math.max(depth, frontier.depth() + 1);
    }
  }

  /** Hands on the transitions of a state; returns how many states are known then. */
  private int absorb(Slice slice, int state, int knownBefore) {
    int known = knownBefore;
    boolean isFirst = graph == null || !graph.isExpanded(state);
    if (graph != null && isFirst) {
      graph.expand(state);
    }
    int end = slice.first[state - slice.from() + 1];
    for (int i = slice.first[state - slice.from()]; i < end; i++) {
      int target = batch.target(slice, i);
      if (target == Slice.NOWHERE) {
        continue;
      }
      boolean isFresh = target == known;
      if (isFresh) {
        if (target >= limits.states()) {
          stopped = "the state limit was reached: states=" + limits.states();
          return known;
        }
        known++;
        if (graph != null) {
          graph.addState();
        }
      }
      if (isFirst) {
        transitions++;
        if (graph != null) {
          graph.addTransition(target);
        }
      }
      if (!wrong.isEmpty()) {
        meetWrong(slice, i, target);
      }
      frontier.offer(target, slice.transitions.vcpu(i), isFresh);
    }
    return known;
  }

  private void meetWrong(Slice slice, int transition, int target) {
    @Nullable Failure failure = wrong.get(target);
    if (failure != null) {
      int[] path = frontier.path();
      int[] extended = Arrays.copyOf(path, path.length + 1);
      extended[path.length] = target;
      long cost = frontier.cost(slice.transitions.vcpu(transition));
      found(failure, extended, Schedule.EMPTY, cost);
    }
  }

  /** What is wrong behind a state, other than the states it leads to. */
  private void meet(Slice slice, int state) {
    for (Slice.Meeting meeting : slice.meetings) {
      if (meeting.state() == state) {
        meet(meeting.race());
      }
    }
    for (Slice.DeadEnd end : slice.deadEnds) {
      if (end.state() == state && !sharing.isContradicted()) {
        @Nullable Failure failure = judge.stuck(load(state));
        if (failure != null) {
          found(failure, frontier.path(), end.pending(), frontier.cost(end.pending()));
        }
      }
    }
    if (slice.hasFaults) {
      meetFaults(slice, state);
    }
  }

  private void meetFaults(Slice slice, int state) {
    int first = slice.first[state - slice.from()];
    for (int i = first; i < slice.first[state - slice.from() + 1]; i++) {
      if (slice.transitions.isFaulty(i)) {
        long[] words = load(state);
        found(
            judge.fault(slice.transitions, i, words),
            frontier.path(),
            expander.operations(words, i - first),
            frontier.cost(slice.transitions.vcpu(i)));
      }
    }
  }

  private long[] load(int state) {
    long[] words = new long[machine.layout().words()];
    store.take(state, words);
    return words;
  }

  private void meet(Expander.Race race) {
    if (judge.wantsNoRaces() && race.plain()) {
      found(Failure.RACE, frontier.path(), race.before(), frontier.cost(race.before()));
    } else {
      sharing.distrust(race.variable());
    }
  }

  private void found(Failure failure, int[] path, Schedule last, long cost) {
    violated.add(failure.property());
    Finding candidate = new Finding(failure, ImmutableIntArray.copyOf(path), last, cost);
    if (finding == null || candidate.isCheaperThan(finding)) {
      finding = candidate;
    }
  }

  private void observe() {
    if (judge.observations() != observations) {
      observations = judge.observations();
      sharing.observe(judge.observed());
    }
  }

  private void tick() {
    if (stopped != null) {
      return;
    }
    if (bytes() > limits.bytes()) {
      stopped = "the memory limit was reached: bytes=" + bytes();
    } else if (store.size() >= StateIndex.NUMBERS - (1 << 24)) {
      stopped = "the states have used up their numbers: states=" + store.size();
    } else if (monitor.wantsToStop()) {
      stopped = "it was interrupted";
    } else {
      watchTime();
    }
  }

  private void watchTime() {
    long now = nanoTime.getAsLong();
    if (limits.limitsTime() && now - started > limits.time().toNanos()) {
      stopped = "the time limit was reached: time=" + limits.time();
    } else if (now - lastProgress > 250_000_000L) {
      lastProgress = now;
      monitor.progress(progress(now));
    }
  }

  private Monitor.Progress progress(long now) {
    return new Monitor.Progress(
        states(),
        transitions(),
        depth,
        frontier.waiting(),
        bytes(),
        Duration.ofNanos(now - started));
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

  /** Whether states are stored with their twins sorted. */
  boolean isSymmetric() {
    return isSymmetric;
  }

  Expander expander() {
    return expander;
  }

  /** The graph, if it is kept. */
  Optional<StateGraph> graph() {
    return Optional.ofNullable(graph);
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
    return transitions;
  }

  int depth() {
    return depth;
  }

  long ends() {
    return ends;
  }

  private long bytes() {
    return store.bytes() + index.bytes() + frontier.bytes() + (graph == null ? 0 : graph.bytes());
  }
}
