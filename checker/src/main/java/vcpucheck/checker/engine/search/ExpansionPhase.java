package vcpucheck.checker.engine.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.property.Termination;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.store.StoreMigration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.state.Canonicalizer;
import vcpucheck.checker.machine.state.StateCodec;
import vcpucheck.checker.trace.Schedule;

/**
 * Consecutive states and where they lead, in segments that workers expand.
 *
 * <p>Several workers do not unfold code: a state that needs some is noted, and when all are done
 * one thread unfolds it, in the order of the states; its segment is expanded again.
 */
final class ExpansionPhase {
  /** The most states in a segment: what a worker takes at once. */
  static final int SEGMENT = 64;

  /** The fewest states in a segment, where there are several workers. */
  private static final int SMALLEST_SEGMENT = 4;

  /** Segments for each worker, so that all are busy to the end. */
  private static final int SHARES = 4;

  private final MemoryMachine machine;
  private final StateCodec codec;
  private final Termination termination;
  private final long everyVcpu;
  private final boolean recordsWaiting;
  private final List<Canonicalizer> canonicalizers;
  private final List<Expander> expanders;
  private final StateStore store;
  private final StoreMigration stores;
  private final WorkerPool workers;
  private final List<BatchSegment> segments = new ArrayList<>();
  private final List<long[]> current = new ArrayList<>();

  /** For each segment, {@link WorkerPool#APART}, how many transitions it has. */
  private final long[] lengths;

  private final Transitions scratch = new Transitions();
  private int count;

  /** Whether some states could not be expanded without unfolding code; set by any worker. */
  private volatile boolean isUnfinished;

  /**
   * Makes expansions.
   *
   * @param store has the states
   * @param most how many states there may be
   */
  ExpansionPhase(
      TransitionSystem system,
      Successors successors,
      StateStore store,
      StoreMigration stores,
      int most) {
    machine = system.machine();
    codec = system.codec();
    termination = system.properties().termination();
    everyVcpu = -1L >>> (Long.SIZE - system.vcpus().count());
    recordsWaiting = successors.recordsWaiting();
    canonicalizers =
        successors.symmetries().exist()
            ? Stream.generate(() -> successors.symmetries().canonicalizer(codec))
                .limit(successors.workers().count())
                .toList()
            : List.of();
    expanders = successors.expanders();
    workers = successors.workers();
    this.store = store;
    this.stores = stores;
    for (int segment = 0; segment < Math.max(most / SEGMENT, SHARES * workers.count()); segment++) {
      segments.add(new BatchSegment());
    }
    for (int worker = 0; worker < workers.count(); worker++) {
      current.add(new long[0]);
    }
    lengths = new long[(segments.size() + 2) * WorkerPool.APART];
  }

  /**
   * Expands states.
   *
   * @param from the first state
   * @param end the state after the last
   * @param wrong states that are not expanded
   */
  void run(int from, int end, IntPredicate wrong) {
    count = 0;
    int length = segmentLength(end - from);
    for (int begin = from; begin < end; begin += length) {
      segments.get(count++).begin(begin, Math.min(end, begin + length));
    }
    if (isAlone()) {
      while (!expandAlone(wrong)) {
        stores.relayout();
      }
    } else {
      expandTogether(wrong);
    }
  }

  /** Whether one thread expands all of them, and unfolds code as it goes. */
  boolean isAlone() {
    return count == 1 || workers.count() == 1;
  }

  private int segmentLength(int states) {
    if (workers.count() == 1) {
      return SEGMENT;
    }
    int share = states / (SHARES * workers.count()) + 1;
    return Math.min(SEGMENT, Math.max(SMALLEST_SEGMENT, share));
  }

  /** How many segments there can be. */
  int mostSegments() {
    return segments.size();
  }

  /** How many segments there are. */
  int count() {
    return count;
  }

  BatchSegment segment(int position) {
    return segments.get(position);
  }

  /** The segments, in order. */
  List<BatchSegment> segments() {
    return segments.subList(0, count);
  }

  /** How many transitions a segment has. */
  long length(int position) {
    return lengths[position * WorkerPool.APART];
  }

  /** Returns false if the layout became too narrow. */
  private boolean expandAlone(IntPredicate wrong) {
    for (int segment = 0; segment < count; segment++) {
      expand(segment, 0, true, wrong);
      if (codec.isTooNarrow()) {
        return false;
      }
    }
    return true;
  }

  private void expandTogether(IntPredicate wrong) {
    int[] open = IntStream.range(0, count).toArray();
    while (open.length > 0) {
      int[] round = open;
      isUnfinished = false;
      workers.run(round.length, (task, worker) -> expand(round[task], worker, false, wrong));
      open = isUnfinished ? unfold() : new int[0];
    }
  }

  /** Unfolds the code that states need; returns the segments that must be expanded again. */
  private int[] unfold() {
    boolean isRelaidOut = false;
    for (BatchSegment segment : segments()) {
      for (int state : segment.unknown()) {
        isRelaidOut |= unfold(state);
      }
    }
    boolean isAll = isRelaidOut;
    return IntStream.range(0, count)
        .filter(segment -> isAll || !segments.get(segment).unknown().isEmpty())
        .toArray();
  }

  /** Unfolds the code that a state needs; tells whether the layout has changed for it. */
  private boolean unfold(int state) {
    boolean isRelaidOut = false;
    while (true) {
      long[] words = ensureLength(0);
      store.take(state, words);
      scratch.clear(codec.layout().words());
      expanders.get(0).expand(words, scratch);
      canonicalize(words, scratch, 0, 0);
      if (!codec.isTooNarrow()) {
        return isRelaidOut;
      }
      stores.relayout();
      isRelaidOut = true;
    }
  }

  private void expand(int position, int worker, boolean mayGrow, IntPredicate wrong) {
    BatchSegment segment = segments.get(position);
    int words = codec.layout().words();
    segment.clear(words, mayGrow);
    Transitions transitions = segment.targets.transitions;
    Expander expander = expanders.get(worker);
    long[] state = ensureLength(worker);
    for (int number = segment.from(); number < segment.end(); number++) {
      int begin = transitions.count();
      segment.first[number - segment.from()] = begin;
      if (!wrong.test(number)) {
        store.take(number, state);
        expander.expand(state, transitions);
        if (transitions.isIncomplete() || !canonicalize(state, transitions, begin, worker)) {
          segment.addUnknown(number);
          isUnfinished = true;
          transitions.clear(words);
        } else {
          note(segment, number, begin, state, expander);
          segment.isEnd[number - segment.from()] = isEnd(state, transitions.count() == begin);
          if (recordsWaiting) {
            segment.setWaiting(number, waiting(state, transitions, begin));
          }
          hash(segment, begin, state);
        }
      }
      if (mayGrow && codec.isTooNarrow()) {
        return;
      }
    }
    segment.first[segment.end() - segment.from()] = transitions.count();
    lengths[position * WorkerPool.APART] = transitions.count();
  }

  private boolean isEnd(long[] state, boolean isLeftByNone) {
    return (isLeftByNone || termination.hasDaemons()) && termination.hasEnded(state, 0);
  }

  /** The vCPUs that no transition of a state moves, but for those that are at rest. */
  private long waiting(long[] state, Transitions transitions, int begin) {
    long moving = 0;
    for (int i = begin; i < transitions.count(); i++) {
      moving |= 1L << transitions.vcpu(i);
    }
    long still = everyVcpu & ~moving;
    long waiting = still;
    for (; still != 0; still &= still - 1) {
      if (termination.isAtRest(Long.numberOfTrailingZeros(still), state, 0)) {
        waiting &= ~Long.lowestOneBit(still);
      }
    }
    return waiting;
  }

  /** Replaces what a state leads to by representatives; returns false if code must be unfolded. */
  private boolean canonicalize(long[] state, Transitions transitions, int begin, int worker) {
    if (canonicalizers.isEmpty() || transitions.count() == begin) {
      return true;
    }
    Canonicalizer canonicalizer = canonicalizers.get(worker);
    boolean mayGrow = transitions.isGrowing();
    canonicalizer.leave(state, mayGrow);
    for (int i = begin; i < transitions.count() && !(mayGrow && codec.isTooNarrow()); i++) {
      boolean isDone =
          transitions.isFaulty(i)
              || canonicalizer.canonicalizeNext(
                  transitions.states(), transitions.offset(i), mayGrow);
      if (!isDone) {
        return false;
      }
    }
    return true;
  }

  private void hash(BatchSegment segment, int begin, long[] state) {
    Transitions transitions = segment.targets.transitions;
    segment.targets.fit();
    long hash = codec.hash(state, 0);
    for (int i = begin; i < transitions.count(); i++) {
      long change = codec.hashChange(state, transitions.states(), transitions.offset(i));
      segment.targets.hashes[i] = StateStore.spread(hash ^ change);
    }
  }

  private void note(BatchSegment segment, int state, int begin, long[] words, Expander expander) {
    Transitions transitions = segment.targets.transitions;
    if (transitions.count() == begin || machine.isHanging(words, 0)) {
      segment.addDeadEnd(state, expander.pending());
    }
    Optional<Expander.Race> race = expander.race();
    if (race.isPresent()) {
      segment.addMeeting(state, race.get());
    }
    Optional<Schedule> deadlock = expander.deadlock();
    if (deadlock.isPresent()) {
      segment.addDeadlock(state, deadlock.get());
    }
  }

  private long[] ensureLength(int worker) {
    int words = codec.layout().words();
    if (current.get(worker).length != words + WorkerPool.APART) {
      current.set(worker, new long[words + WorkerPool.APART]);
    }
    return current.get(worker);
  }
}
