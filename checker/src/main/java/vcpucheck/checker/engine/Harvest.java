package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.trace.Schedule;

/**
 * What comes of a search: counts, the graph, and what is wrong. It takes what batches lead to, up
 * to the limit of states, and hands on to the frontier what is to be expanded.
 */
final class Harvest {
  private final Machine machine;
  private final Expander expander;
  private final Sharing sharing;
  private final StateStore store;
  private final Frontier frontier;
  private final Judge judge;
  private final Watch watch;
  private final long graphStates;
  private final Findings findings = new Findings();
  private @Nullable StateGraph graph;
  private int depth;
  private long ends;
  private long transitions;

  /**
   * Makes a harvest.
   *
   * @param graphStates up to how many states the graph is kept
   */
  Harvest(
      Machine machine,
      Expander expander,
      Sharing sharing,
      StateStore store,
      Frontier frontier,
      Judge judge,
      Watch watch,
      long graphStates) {
    this.machine = machine;
    this.expander = expander;
    this.sharing = sharing;
    this.store = store;
    this.frontier = frontier;
    this.judge = judge;
    this.watch = watch;
    this.graphStates = graphStates;
    graph = graphStates > 0 ? new StateGraph() : null;
  }

  /** Takes the first state. */
  void start(long[] start) {
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
  }

  /** Takes what a batch leads to, in order, and hands it on to the frontier. */
  void take(Batch batch) {
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
        takeEach(batch, slice);
      }
      store.release(slice.from(), slice.end());
    }
    if (store.size() > batch.sizeBefore()) {
      depth = Math.max(depth, frontier.depth() + 1);
    }
    if (store.size() > graphStates) {
      graph = null;
    }
  }

  private void takeEach(Batch batch, Slice slice) {
    int known = slice.known;
    for (int state = slice.from(); state < slice.end() && !watch.isStopped(); state++) {
      if (slice.isEventful()) {
        meet(slice, state);
      }
      known = take(batch, slice, state, known);
      frontier.leave();
    }
  }

  /** Hands on the transitions of a state; returns how many states are known then. */
  private int take(Batch batch, Slice slice, int state, int knownBefore) {
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

  void save(DataOutput out) throws IOException {
    out.writeBoolean(graph != null);
    if (graph != null) {
      graph.save(out);
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
    findings.restore(in);
    depth = in.readInt();
    ends = in.readLong();
    transitions = in.readLong();
  }

  Findings findings() {
    return findings;
  }

  /** The graph, if it is kept. */
  Optional<StateGraph> graph() {
    return Optional.ofNullable(graph);
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
    return graph == null ? 0 : graph.bytes();
  }
}
