package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Layout;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.Transitions;

/**
 * Some consecutive states that are expanded together: the inner loop of the search.
 *
 * <p>Three phases, each of which several workers share: where do the states lead; which of the
 * states that they lead to are new; number, keep and judge the new ones. What has no answer yet,
 * because code must be unfolded for it, is answered between the phases by one thread, in order. So
 * everything that a search finds, numbers included, is the same however many workers there are; and
 * the same as if every transition was taken one after the other.
 */
final class Batch {
  /** The most states in a slice: what a worker takes at once. */
  static final int SLICE = 64;

  /** The fewest states in a slice, where there are several workers. */
  private static final int SMALLEST_SLICE = 4;

  /** Slices for each worker, so that all are busy to the end. */
  private static final int SHARES = 4;

  /** States in a batch. Their transitions should fit into the cache of a processor. */
  static final int STATES = 32 * SLICE;

  private final Machine machine;
  private final boolean isSymmetric;
  private final List<Expander> expanders;
  private final StateStore store;
  private final StateIndex index;
  private final Judge judge;
  private final Workers workers;
  private final List<Slice> slices = new ArrayList<>();
  private final List<long[]> current = new ArrayList<>();

  /** For each slice, {@link Workers#APART}, how many transitions it has. */
  private final long[] lengths;

  /** For each slice, how many states are known before its transitions. */
  private final int[] known;

  /** For each worker, by how many more new states it knows of each slice. */
  private final int[][] fresh;

  private final Transitions scratch = new Transitions();

  /** Whether some states could not be expanded without unfolding code; set by any worker. */
  private volatile boolean isUnfinished;

  /** All whose states are in the machine's layout. */
  private final List<StateStore> stores = new ArrayList<>();

  private Layout.@Nullable Relocation relocation;

  /** How many of the stores are in that layout. */
  private int relocated;

  private int count;
  private int size;
  private int stride;

  /**
   * Makes batches.
   *
   * @param expanders one for each worker
   * @param index for as many threads as there are workers
   * @param isSymmetric whether states are stored with their twins sorted
   */
  Batch(
      Machine machine,
      boolean isSymmetric,
      List<Expander> expanders,
      StateStore store,
      StateIndex index,
      Judge judge,
      Workers workers) {
    this.machine = machine;
    this.isSymmetric = isSymmetric;
    this.expanders = expanders;
    this.store = store;
    this.index = index;
    this.judge = judge;
    this.workers = workers;
    stores.add(store);
    for (int slice = 0; slice < Math.max(STATES / SLICE, SHARES * workers.count()); slice++) {
      slices.add(new Slice());
    }
    for (int worker = 0; worker < workers.count(); worker++) {
      current.add(new long[0]);
    }
    lengths = new long[(slices.size() + 2) * Workers.APART];
    known = new int[slices.size() + 2 * Workers.APART];
    fresh = new int[workers.count()][slices.size() + 2 * Workers.APART];
  }

  /** Lets the store of an earlier search follow when the layout changes. */
  void keep(StateStore other) {
    stores.add(other);
  }

  /** How many states there were before. */
  int sizeBefore() {
    return size;
  }

  /** The slices in use, in order. */
  List<Slice> slices() {
    return slices.subList(0, count);
  }

  /**
   * Expands states and puts the states they lead to into the store.
   *
   * @param from the first state
   * @param end the state after the last, at most {@link #STATES} further
   * @param wrong states that are not expanded
   */
  void run(int from, int end, Set<Integer> wrong) {
    count = 0;
    int length = sliceLength(end - from);
    for (int begin = from; begin < end; begin += length) {
      slices.get(count++).begin(begin, Math.min(end, begin + length));
    }
    if (count == 1 || workers.count() == 1) {
      while (!expandAlone(wrong)) {
        relayout();
      }
    } else {
      expandTogether(wrong);
    }
    look();
    settle();
  }

  private int sliceLength(int states) {
    if (workers.count() == 1) {
      return SLICE;
    }
    int share = states / (SHARES * workers.count()) + 1;
    return Math.min(SLICE, Math.max(SMALLEST_SLICE, share));
  }

  // ---- where the states lead ----

  /** Returns false if the layout became too narrow. */
  private boolean expandAlone(Set<Integer> wrong) {
    for (int slice = 0; slice < count; slice++) {
      expand(slice, 0, true, wrong);
      if (machine.isTooNarrow()) {
        return false;
      }
    }
    return true;
  }

  private void expandTogether(Set<Integer> wrong) {
    int[] open = IntStream.range(0, count).toArray();
    while (open.length > 0) {
      int[] round = open;
      isUnfinished = false;
      workers.run(round.length, (task, worker) -> expand(round[task], worker, false, wrong));
      if (!isUnfinished) {
        return;
      }
      boolean isRelaidOut = false;
      for (Slice slice : slices()) {
        for (int state : slice.unknown()) {
          isRelaidOut |= unfold(state);
        }
      }
      boolean isAll = isRelaidOut;
      open =
          IntStream.range(0, count)
              .filter(slice -> isAll || !slices.get(slice).unknown().isEmpty())
              .toArray();
    }
  }

  /** Unfolds the code that a state needs; tells whether the layout has changed for it. */
  private boolean unfold(int state) {
    boolean isRelaidOut = false;
    while (true) {
      long[] words = ensureLength(0);
      store.take(state, words);
      scratch.clear(machine.layout().words());
      expanders.get(0).expand(words, scratch);
      if (!machine.isTooNarrow()) {
        return isRelaidOut;
      }
      relayout();
      isRelaidOut = true;
    }
  }

  private void expand(int position, int worker, boolean mayGrow, Set<Integer> wrong) {
    Slice slice = slices.get(position);
    int words = machine.layout().words();
    slice.clear(words, mayGrow);
    Transitions transitions = slice.transitions;
    Expander expander = expanders.get(worker);
    long[] state = ensureLength(worker);
    boolean noneWrong = wrong.isEmpty();
    for (int number = slice.from(); number < slice.end(); number++) {
      int begin = transitions.count();
      slice.first[number - slice.from()] = begin;
      if (noneWrong || !wrong.contains(number)) {
        store.take(number, state);
        expander.expand(state, transitions);
        if (transitions.isIncomplete()) {
          slice.addUnknown(number);
          isUnfinished = true;
          transitions.clear(words);
        } else {
          note(slice, number, begin, expander);
          hash(slice, begin, state);
        }
      }
      if (mayGrow && machine.isTooNarrow()) {
        return;
      }
    }
    slice.first[slice.end() - slice.from()] = transitions.count();
    lengths[position * Workers.APART] = transitions.count();
  }

  private void hash(Slice slice, int begin, long[] state) {
    Transitions transitions = slice.transitions;
    slice.fit();
    long hash = machine.hash(state, 0);
    for (int i = begin; i < transitions.count(); i++) {
      if (isSymmetric) {
        machine.sortTwins(transitions.states(), transitions.offset(i));
      }
      long change = machine.hashChange(state, transitions.states(), transitions.offset(i));
      slice.hashes[i] = StateStore.spread(hash ^ change);
    }
  }

  private static void note(Slice slice, int state, int begin, Expander expander) {
    Transitions transitions = slice.transitions;
    if (transitions.count() == begin) {
      slice.addDeadEnd(state, expander.pending());
    }
    for (int i = begin; i < transitions.count(); i++) {
      slice.hasFaults |= transitions.isFaulty(i);
    }
    Optional<Expander.Race> race = expander.race();
    if (race.isPresent()) {
      slice.addMeeting(state, race.get());
    }
  }

  private long[] ensureLength(int worker) {
    int words = machine.layout().words();
    if (current.get(worker).length != words + Workers.APART) {
      current.set(worker, new long[words + Workers.APART]);
    }
    return current.get(worker);
  }

  private void relayout() {
    relocation = machine.widen();
    relocated = 0;
    finishRelayout();
  }

  /** Moves what the stores hold into the machine's layout, if memory ran out on the way. */
  void finishRelayout() {
    for (; relocation != null && relocated < stores.size(); relocated++) {
      stores.get(relocated).relayout(relocation, workers);
    }
  }

  // ---- which of those are new ----

  private void look() {
    long transitions = 0;
    long longest = 1;
    for (int slice = 0; slice < count; slice++) {
      long length = lengths[slice * Workers.APART];
      transitions += length;
      longest = Math.max(longest, length);
    }
    size = store.size();
    stride = Long.SIZE - Long.numberOfLeadingZeros(longest);
    int numbers = Math.toIntExact(size + ((long) count << stride));
    if (index.reserve(numbers, Math.toIntExact(transitions))) {
      workers.run(index.spans(), index::fill);
    }
    for (int[] ofWorker : fresh) {
      Arrays.fill(ofWorker, 0);
    }
    workers.run(
        count,
        (slice, worker) -> index.look(this, slices.get(slice), slice, worker, fresh[worker]));
  }

  /** The number under which a new state that a transition leads to is entered at first. */
  int number(int slice, int transition) {
    return size + (slice << stride) + transition;
  }

  /** What is noted of a transition that leads to the state that is entered under a number. */
  int reference(int number) {
    return number < size ? number : Slice.ALIAS - (number - size);
  }

  /**
   * Notes that a transition is not the first to lead to a new state, as it seemed.
   *
   * @param number under which the state was entered
   * @param lower under which it is entered now
   * @return the position of its slice
   */
  int giveWay(int number, int lower) {
    int slice = sliceOf(number - size);
    slices.get(slice).numbers[transitionOf(number - size)] = reference(lower);
    return slice;
  }

  private int sliceOf(int id) {
    return id >>> stride;
  }

  private int transitionOf(int id) {
    return id & ((1 << stride) - 1);
  }

  /** Whether a transition leads to the state that is entered under a number. */
  boolean leadsTo(Slice slice, int transition, int number) {
    long[] states = slice.transitions.states();
    int offset = slice.transitions.offset(transition);
    if (number < size) {
      return store.is(number, slice.hashes[transition], states, offset);
    }
    Slice other = slices.get(sliceOf(number - size));
    int otherTransition = transitionOf(number - size);
    return store.isSame(
        slice.hashes[transition],
        states,
        offset,
        other.hashes[otherTransition],
        other.transitions.states(),
        other.transitions.offset(otherTransition));
  }

  // ---- number, keep and judge those ----

  private void settle() {
    int next = size;
    for (int slice = 0; slice < count; slice++) {
      known[slice] = next;
      for (int[] ofWorker : fresh) {
        next += ofWorker[slice];
      }
    }
    store.reserve(next);
    boolean isAlone = count == 1 || workers.count() == 1;
    workers.run(count, (slice, worker) -> settle(slice, isAlone));
    store.setSize(next);
    for (Slice slice : slices()) {
      if (slice.isEventful()) {
        for (int transition : slice.undecided()) {
          judge(slice, transition, true);
        }
      }
    }
  }

  private void settle(int position, boolean mayGrow) {
    Slice slice = slices.get(position);
    int next = known[position];
    slice.known = next;
    slice.children.clear();
    for (int state = 0; state < slice.end() - slice.from(); state++) {
      int before = next;
      for (int i = slice.first[state]; i < slice.first[state + 1]; i++) {
        if (slice.hasFaults && slice.transitions.isFaulty(i)) {
          slice.numbers[i] = Slice.NOWHERE;
        } else if (slice.numbers[i] == Slice.FRESH) {
          settle(slice, i, next++, mayGrow);
        }
      }
      slice.children.add(next - before);
    }
  }

  private void settle(Slice slice, int transition, int number, boolean mayGrow) {
    long[] states = slice.transitions.states();
    int offset = slice.transitions.offset(transition);
    long hash = slice.hashes[transition];
    index.settle(hash, slice.places[transition], number);
    store.set(number, hash, states, offset);
    slice.numbers[transition] = number;
    if (machine.hasEnded(states, offset)) {
      slice.ends++;
    }
    judge(slice, transition, mayGrow);
  }

  private void judge(Slice slice, int transition, boolean mayGrow) {
    @Nullable Failure failure = judge.target(slice.transitions, transition, mayGrow);
    if (Judge.UNDECIDED.equals(failure)) {
      slice.addUndecided(transition);
    } else if (failure != null) {
      slice.addWrong(slice.numbers[transition], failure);
    }
  }

  /** The number of the state that a transition leads to, or {@link Slice#NOWHERE}. */
  int target(Slice slice, int transition) {
    int number = slice.numbers[transition];
    while (number <= Slice.ALIAS) {
      int id = Slice.ALIAS - number;
      number = slices.get(sliceOf(id)).numbers[transitionOf(id)];
    }
    return number;
  }
}
