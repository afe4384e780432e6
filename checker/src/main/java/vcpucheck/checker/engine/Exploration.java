package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Monitor;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.trace.Schedule;

/**
 * The search: takes states from the frontier, expands them in batches, and hands on what they lead
 * to.
 */
final class Exploration {
  private final Machine machine;
  private final boolean isSymmetric;
  private final Expander expander;
  private final Sharing sharing;
  private final StateStore store;
  private final StateIndex index;
  private final Batch batch;
  private final Frontier frontier;
  private final Judge judge;
  private final Watch watch;
  private final boolean keepGoing;
  private final boolean comesBack;
  private final long graphStates;
  private @Nullable StateGraph graph;
  private final Findings findings = new Findings();

  /** How many states there are when no batch is under way, or were before the one that is. */
  private int size;

  /** Up to how many states to go on though something relied on is wrong; 0 if nothing is. */
  private int learningEnd;

  private int depth;
  private long ends;
  private long transitions;
  private int observations;

  /**
   * Makes a search.
   *
   * @param expanders one for each worker, all alike
   * @param isSymmetric whether states are stored with their twins sorted
   * @param store empty
   * @param comesBack whether the order comes back to states
   * @param graphStates up to how many states the graph is kept, for questions about paths
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
      Watch watch,
      boolean keepGoing,
      boolean comesBack,
      long graphStates) {
    this.machine = machine;
    this.isSymmetric = isSymmetric;
    this.expander = expanders.get(0);
    this.sharing = sharing;
    this.store = store;
    index = new StateIndex(store, workers.count());
    batch = new Batch(machine, isSymmetric, expanders, store, index, judge, workers);
    this.frontier = frontier;
    this.judge = judge;
    this.watch = watch;
    this.keepGoing = keepGoing;
    this.comesBack = comesBack;
    this.graphStates = graphStates;
    graph = graphStates > 0 ? new StateGraph() : null;
  }

  /** Keeps the store of an earlier search readable. */
  void keep(Exploration earlier) {
    batch.keep(earlier.store);
  }

  /**
   * Searches until everything is explored, the cheapest violation is found, or a limit is reached.
   */
  void run() {
    try {
      if (store.size() == 0) {
        start();
      } else if (frontier.state() < frontier.end()) {
        expand();
      }
      while (goesOn() && frontier.advance(Batch.STATES) && !isDecided()) {
        expand();
      }
      watch.ended(this);
    } catch (OutOfMemoryError e) {
      index.drop();
      batch.finishRelayout();
      watch.giveUp();
    }
  }

  private void expand() {
    batch.run(frontier.state(), frontier.end(), findings.wrong());
    size = batch.sizeBefore();
    watch.expanded(store.size());
    absorb();
    observe();
    size = store.size();
    if (size > graphStates) {
      graph = null;
    }
    watch.done(this, size);
  }

  private boolean goesOn() {
    return !watch.isStopped() && (!sharing.isContradicted() || isLearning()) && !isDecided();
  }

  /*
   * A search that must be repeated goes on by half, for what it comes upon is true all the same, or
   * safe to believe. So what would make the next ones begin again is learnt at once, and together
   * they are not more than some times the last. Not where states are come back to, for there it may
   * take any time to meet so many new ones.
   */
  private boolean isLearning() {
    if (learningEnd == 0) {
      learningEnd = comesBack ? size : size + size / 2;
    }
    return size < learningEnd;
  }

  /** Whether it is of no use for a verdict, and another has to be made that relies on less. */
  boolean mustBeRepeated() {
    return sharing.isContradicted() && !watch.isStopped() && !isDecided();
  }

  /** Whether the cheapest violation has been found, and nothing else is wanted. */
  boolean isDecided() {
    return !keepGoing
        && findings.cheapest().filter(found -> found.cost() <= frontier.floor()).isPresent();
  }

  private void start() {
    long[] start = machine.start();
    index.put(start, 0);
    size = store.size();
    if (graph != null) {
      graph.addState();
    }
    if (machine.hasEnded(start, 0)) {
      ends++;
    }
    @Nullable Failure failure = judge.start(start);
    if (failure != null) {
      findings.addWrong(0, failure);
      findings.add(new Finding(failure, ImmutableIntArray.of(0), Schedule.EMPTY, Long.MIN_VALUE));
    }
    sharing.observe(judge.observed());
  }

  // ---- what a batch leads to, in order ----

  private void absorb() {
    for (Slice slice : batch.slices()) {
      ends += slice.ends;
      if (slice.isEventful()) {
        slice.wrong().forEach(news -> findings.addWrong(news.number(), news.failure()));
      }
    }
    boolean isQuiet = graph == null && findings.wrong().isEmpty() && store.size() <= watch.limit();
    for (Slice slice : batch.slices()) {
      int states = slice.end() - slice.from();
      if (isQuiet && !slice.isEventful() && frontier.leave(states, slice.children)) {
        transitions += slice.transitions.count();
      } else {
        absorbEach(slice);
      }
      store.release(slice.from(), slice.end());
    }
    if (store.size() > batch.sizeBefore()) {
      depth = Math.max(depth, frontier.depth() + 1);
    }
  }

  private void absorbEach(Slice slice) {
    int known = slice.known;
    for (int state = slice.from(); state < slice.end() && !watch.isStopped(); state++) {
      if (slice.isEventful()) {
        meet(slice, state);
      }
      known = absorb(slice, state, known);
      frontier.leave();
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
        if (target >= watch.limit()) {
          watch.stop("the state limit was reached: states=" + watch.limit());
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
      if (!findings.wrong().isEmpty()) {
        meetWrong(slice, i, target);
      }
      frontier.offer(target, slice.transitions.vcpu(i), isFresh);
    }
    return known;
  }

  private void meetWrong(Slice slice, int transition, int target) {
    @Nullable Failure failure = findings.wrong(target);
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
    for (Slice.Meeting meeting : slice.meetings()) {
      if (meeting.state() == state) {
        meet(meeting.race());
      }
    }
    for (Slice.DeadEnd end : slice.deadEnds()) {
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
    findings.add(new Finding(failure, ImmutableIntArray.copyOf(path), last, cost));
  }

  private void observe() {
    if (judge.observations() != observations) {
      observations = judge.observations();
      sharing.observe(judge.observed());
    }
  }

  /** How far the search is. */
  Monitor.Progress progress(Duration elapsed) {
    return new Monitor.Progress(
        states(), transitions, depth, frontier.waiting(), bytes(), elapsed, frontier.estimate());
  }

  // ---- going on another day ----

  /*
   * Between two batches nothing is under way. A batch that a limit of states will cut off is saved as
   * if it had only begun: of what it has led to so far, the automata and what is relied on may be
   * saved, for it leads to the same again; its states may not, and lie behind those that are.
   */
  void save(DataOutput out) throws IOException {
    store.save(out, size);
    ((FifoFrontier) frontier).save(out);
    out.writeBoolean(graph != null);
    if (graph != null) {
      graph.save(out);
    }
    findings.save(out);
    out.writeInt(learningEnd);
    out.writeInt(depth);
    out.writeLong(ends);
    out.writeLong(transitions);
    out.writeInt(observations);
  }

  /** Reads what was saved of a search that was made in the same way. */
  void restore(DataInput in) throws IOException {
    store.restore(in);
    size = store.size();
    ((FifoFrontier) frontier).restore(in);
    graph = in.readBoolean() ? new StateGraph() : null;
    if (graph != null) {
      graph.restore(in);
    }
    findings.restore(in);
    learningEnd = in.readInt();
    depth = in.readInt();
    ends = in.readLong();
    transitions = in.readLong();
    observations = in.readInt();
    index.reserve(size, 0);
    index.fill();
  }

  // ---- what came of it ----

  /** The cheapest violation found. */
  Optional<Finding> finding() {
    return findings.cheapest();
  }

  /** The properties found violated. */
  Set<String> violated() {
    return findings.violated();
  }

  /** Whether a visited state is wrong; wrong states are not expanded. */
  boolean isWrong(int state) {
    return findings.wrong(state) != null;
  }

  /** Whether no cheaper violation can exist. */
  boolean isFindingCheapest() {
    return !watch.isStopped() && !sharing.isContradicted();
  }

  /** Says that the search is of no use for a verdict. */
  void stop(String why) {
    watch.stop(why);
  }

  /** What stopped the search before its end. */
  Optional<String> stopped() {
    return watch.stopped();
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
    return Math.min(store.size(), watch.limit());
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

  long bytes() {
    return bytes(index.bytes());
  }

  /** What {@link #bytes} may be after the next batch. */
  long bytesSoon() {
    return bytes(index.bytesWith(16 * Batch.STATES));
  }

  private long bytes(long ofIndex) {
    return store.bytes() + ofIndex + frontier.bytes() + (graph == null ? 0 : graph.bytes());
  }
}
