package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.Transitions;

/**
 * Consecutive states and where they lead, in slices that workers expand.
 *
 * <p>Several workers do not unfold code: a state that needs some is noted, and when all are done
 * one thread unfolds it, in the order of the states; its slice is expanded again.
 */
final class Expansion {
  /** The most states in a slice: what a worker takes at once. */
  static final int SLICE = 64;

  /** The fewest states in a slice, where there are several workers. */
  private static final int SMALLEST_SLICE = 4;

  /** Slices for each worker, so that all are busy to the end. */
  private static final int SHARES = 4;

  private final Machine machine;
  private final boolean isSymmetric;
  private final List<Expander> expanders;
  private final StateStore store;
  private final Stores stores;
  private final Workers workers;
  private final List<Slice> slices = new ArrayList<>();
  private final List<long[]> current = new ArrayList<>();

  /** For each slice, {@link Workers#APART}, how many transitions it has. */
  private final long[] lengths;

  private final Transitions scratch = new Transitions();
  private int count;

  /** Whether some states could not be expanded without unfolding code; set by any worker. */
  private volatile boolean isUnfinished;

  /**
   * Makes expansions.
   *
   * @param isSymmetric whether states are stored with their twins sorted
   * @param expanders one for each worker
   * @param store has the states
   * @param most how many states there may be
   */
  Expansion(
      Machine machine,
      boolean isSymmetric,
      List<Expander> expanders,
      StateStore store,
      Stores stores,
      Workers workers,
      int most) {
    this.machine = machine;
    this.isSymmetric = isSymmetric;
    this.expanders = expanders;
    this.store = store;
    this.stores = stores;
    this.workers = workers;
    for (int slice = 0; slice < Math.max(most / SLICE, SHARES * workers.count()); slice++) {
      slices.add(new Slice());
    }
    for (int worker = 0; worker < workers.count(); worker++) {
      current.add(new long[0]);
    }
    lengths = new long[(slices.size() + 2) * Workers.APART];
  }

  /**
   * Expands states.
   *
   * @param from the first state
   * @param end the state after the last
   * @param wrong states that are not expanded
   */
  void run(int from, int end, Set<Integer> wrong) {
    count = 0;
    int length = sliceLength(end - from);
    for (int begin = from; begin < end; begin += length) {
      slices.get(count++).begin(begin, Math.min(end, begin + length));
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

  private int sliceLength(int states) {
    if (workers.count() == 1) {
      return SLICE;
    }
    int share = states / (SHARES * workers.count()) + 1;
    return Math.min(SLICE, Math.max(SMALLEST_SLICE, share));
  }

  /** How many slices there can be. */
  int mostSlices() {
    return slices.size();
  }

  /** How many slices there are. */
  int count() {
    return count;
  }

  Slice slice(int position) {
    return slices.get(position);
  }

  /** The slices, in order. */
  List<Slice> slices() {
    return slices.subList(0, count);
  }

  /** How many transitions a slice has. */
  long length(int position) {
    return lengths[position * Workers.APART];
  }

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
      open = isUnfinished ? unfold() : new int[0];
    }
  }

  /** Unfolds the code that states need; returns the slices that must be expanded again. */
  private int[] unfold() {
    boolean isRelaidOut = false;
    for (Slice slice : slices()) {
      for (int state : slice.unknown()) {
        isRelaidOut |= unfold(state);
      }
    }
    boolean isAll = isRelaidOut;
    return IntStream.range(0, count)
        .filter(slice -> isAll || !slices.get(slice).unknown().isEmpty())
        .toArray();
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
      stores.relayout();
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
}
