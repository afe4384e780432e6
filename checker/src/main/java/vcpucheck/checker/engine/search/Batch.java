package vcpucheck.checker.engine.search;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.property.Termination;
import vcpucheck.checker.engine.store.Claims;
import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.store.StoreMigration;
import vcpucheck.checker.engine.store.Targets;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.state.Layout;

/**
 * Some consecutive states that are expanded together: the inner loop of the search.
 *
 * <p>Three phases, each of which several workers share: where do the states lead; which of the
 * states that they lead to are new; number, keep and properties the new ones. What has no answer
 * yet, because code must be unfolded for it, is answered between the phases by one thread, in
 * order. So everything that a search finds, numbers included, is the same however many workers
 * there are; and the same as if every transition was taken one after the other.
 */
final class Batch implements Claims {
  /** States in a batch. Their transitions should fit into the cache of a processor. */
  static final int STATES = 32 * ExpansionPhase.SEGMENT;

  private final StateStore store;
  private final StateIndex index;
  private final PropertyChecker properties;
  private final Termination termination;
  private final WorkerPool workers;
  private final StoreMigration stores;
  private final ExpansionPhase expansion;

  /** For each segment, how many states are known before its transitions. */
  private final int[] known;

  /** For each worker, by how many more new states it knows of each segment. */
  private final int[][] fresh;

  private int size;
  private int stride;

  /**
   * Makes batches.
   *
   * @param index for as many threads as there are workers
   */
  Batch(TransitionSystem system, Successors successors, StateStore store, StateIndex index) {
    properties = system.properties();
    termination = properties.termination();
    workers = successors.workers();
    this.store = store;
    this.index = index;
    stores = new StoreMigration(system.codec(), workers);
    stores.add(store);
    expansion = new ExpansionPhase(system, successors, store, stores, STATES);
    int segments = expansion.mostSegments();
    known = new int[segments + 2 * WorkerPool.APART];
    fresh = new int[workers.count()][segments + 2 * WorkerPool.APART];
  }

  /** Lets the store of an earlier search follow when the layout changes. */
  void keep(StateStore other) {
    stores.add(other);
  }

  /** Brings the stores and the machine's layout together again, if memory ran out on the way. */
  void finishRelayout() {
    stores.finish();
  }

  /** Brings the stores into the machine's layout, which others may have widened. */
  void follow(Layout before) {
    stores.follow(before);
  }

  /** How many states there were before. */
  int sizeBefore() {
    return size;
  }

  /** The segments in use, in order. */
  List<BatchSegment> segments() {
    return expansion.segments();
  }

  /**
   * Expands states and puts the states they lead to into the store.
   *
   * @param from the first state
   * @param end the state after the last, at most {@link #STATES} further
   * @param wrong states that are not expanded
   */
  void run(int from, int end, IntPredicate wrong) {
    expansion.run(from, end, wrong);
    look();
    settle();
  }

  // ---- which of those are new ----

  private void look() {
    long transitions = 0;
    long longest = 1;
    for (int segment = 0; segment < expansion.count(); segment++) {
      long length = expansion.length(segment);
      transitions += length;
      longest = Math.max(longest, length);
    }
    size = store.size();
    stride = Long.SIZE - Long.numberOfLeadingZeros(longest);
    int numbers = Math.toIntExact(size + ((long) expansion.count() << stride));
    if (index.reserve(numbers, Math.toIntExact(transitions))) {
      workers.run(index.spans(), index::fill);
    }
    for (int[] ofWorker : fresh) {
      Arrays.fill(ofWorker, 0);
    }
    workers.run(
        expansion.count(),
        (segment, worker) ->
            index.look(this, expansion.segment(segment).targets, segment, worker, fresh[worker]));
  }

  @Override
  public int number(int segment, int transition) {
    return size + (segment << stride) + transition;
  }

  @Override
  public int reference(int number) {
    return number < size ? number : Targets.ALIAS - (number - size);
  }

  @Override
  public int replace(int number, int lower) {
    int segment = segmentOf(number - size);
    expansion.segment(segment).targets.numbers[transitionOf(number - size)] = reference(lower);
    return segment;
  }

  private int segmentOf(int id) {
    return id >>> stride;
  }

  private int transitionOf(int id) {
    return id & ((1 << stride) - 1);
  }

  @Override
  public boolean leadsTo(Targets targets, int transition, int number) {
    long[] states = targets.transitions.states();
    int offset = targets.transitions.offset(transition);
    if (number < size) {
      return store.is(number, targets.hashes[transition], states, offset);
    }
    Targets others = expansion.segment(segmentOf(number - size)).targets;
    int other = transitionOf(number - size);
    return store.isSame(
        targets.hashes[transition],
        states,
        offset,
        others.hashes[other],
        others.transitions.states(),
        others.transitions.offset(other));
  }

  // ---- number, keep and properties those ----

  private void settle() {
    int end = size;
    for (int segment = 0; segment < expansion.count(); segment++) {
      known[segment] = end;
      for (int[] ofWorker : fresh) {
        end += ofWorker[segment];
      }
    }
    store.reserve(end);
    boolean isAlone = expansion.isAlone();
    workers.run(expansion.count(), (segment, worker) -> settle(segment, isAlone));
    store.setSize(end);
    for (BatchSegment segment : segments()) {
      if (segment.isEventful()) {
        for (int transition : segment.undecided()) {
          check(segment, transition, true);
        }
      }
    }
  }

  private void settle(int position, boolean mayGrow) {
    BatchSegment segment = expansion.segment(position);
    int next = known[position];
    segment.known = next;
    segment.children.clear();
    boolean hasFaults = segment.targets.transitions.hasFaults();
    for (int state = 0; state < segment.end() - segment.from(); state++) {
      int before = next;
      for (int i = segment.first[state]; i < segment.first[state + 1]; i++) {
        if (hasFaults && segment.targets.transitions.isFaulty(i)) {
          segment.targets.numbers[i] = Targets.NOWHERE;
        } else if (segment.targets.numbers[i] == Targets.FRESH) {
          settle(segment, i, next++, mayGrow);
        }
      }
      segment.children.add(next - before);
    }
  }

  private void settle(BatchSegment segment, int transition, int number, boolean mayGrow) {
    long[] states = segment.targets.transitions.states();
    int offset = segment.targets.transitions.offset(transition);
    long hash = segment.targets.hashes[transition];
    index.settle(hash, segment.targets.places[transition], number);
    store.set(number, hash, states, offset);
    segment.targets.numbers[transition] = number;
    if (termination.isAtRest(segment.targets.transitions, transition)) {
      segment.ends++;
    }
    check(segment, transition, mayGrow);
  }

  private void check(BatchSegment segment, int transition, boolean mayGrow) {
    @Nullable Failure failure = properties.target(segment.targets.transitions, transition, mayGrow);
    if (failure != null) {
      note(segment, transition, failure);
    }
  }

  private static void note(BatchSegment segment, int transition, Failure failure) {
    if (failure.equals(PropertyChecker.UNDECIDED)) {
      segment.addUndecided(transition);
    } else {
      segment.addWrong(segment.targets.numbers[transition], failure);
    }
  }

  /** The number of the state that a transition leads to, or {@link BatchSegment#NOWHERE}. */
  int target(BatchSegment segment, int transition) {
    int number = segment.targets.numbers[transition];
    while (number <= Targets.ALIAS) {
      int id = Targets.ALIAS - number;
      number = expansion.segment(segmentOf(id)).targets.numbers[transitionOf(id)];
    }
    return number;
  }
}
