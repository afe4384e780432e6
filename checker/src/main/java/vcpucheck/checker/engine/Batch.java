package vcpucheck.checker.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.Machine;

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
  /** States in a batch. Their transitions should fit into the cache of a processor. */
  static final int STATES = 32 * Expansion.SLICE;

  private final Machine machine;
  private final StateStore store;
  private final StateIndex index;
  private final Judge judge;
  private final Workers workers;
  private final Stores stores;
  private final Expansion expansion;

  /** For each slice, how many states are known before its transitions. */
  private final int[] known;

  /** For each worker, by how many more new states it knows of each slice. */
  private final int[][] fresh;

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
    this.store = store;
    this.index = index;
    this.judge = judge;
    this.workers = workers;
    stores = new Stores(machine, workers);
    stores.add(store);
    expansion = new Expansion(machine, isSymmetric, expanders, store, stores, workers, STATES);
    int slices = expansion.mostSlices();
    known = new int[slices + 2 * Workers.APART];
    fresh = new int[workers.count()][slices + 2 * Workers.APART];
  }

  /** Lets the store of an earlier search follow when the layout changes. */
  void keep(StateStore other) {
    stores.add(other);
  }

  /** Brings the stores and the machine's layout together again, if memory ran out on the way. */
  void finishRelayout() {
    stores.finish();
  }

  /** How many states there were before. */
  int sizeBefore() {
    return size;
  }

  /** The slices in use, in order. */
  List<Slice> slices() {
    return expansion.slices();
  }

  /**
   * Expands states and puts the states they lead to into the store.
   *
   * @param from the first state
   * @param end the state after the last, at most {@link #STATES} further
   * @param wrong states that are not expanded
   */
  void run(int from, int end, Set<Integer> wrong) {
    expansion.run(from, end, wrong);
    look();
    settle();
  }

  // ---- which of those are new ----

  private void look() {
    long transitions = 0;
    long longest = 1;
    for (int slice = 0; slice < expansion.count(); slice++) {
      long length = expansion.length(slice);
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
        (slice, worker) -> index.look(this, expansion.slice(slice), slice, worker, fresh[worker]));
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
    expansion.slice(slice).numbers[transitionOf(number - size)] = reference(lower);
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
    Slice other = expansion.slice(sliceOf(number - size));
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
    int end = size;
    for (int slice = 0; slice < expansion.count(); slice++) {
      known[slice] = end;
      for (int[] ofWorker : fresh) {
        end += ofWorker[slice];
      }
    }
    store.reserve(end);
    boolean isAlone = expansion.isAlone();
    workers.run(expansion.count(), (slice, worker) -> settle(slice, isAlone));
    store.setSize(end);
    for (Slice slice : slices()) {
      if (slice.isEventful()) {
        for (int transition : slice.undecided()) {
          judge(slice, transition, true);
        }
      }
    }
  }

  private void settle(int position, boolean mayGrow) {
    Slice slice = expansion.slice(position);
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
      number = expansion.slice(sliceOf(id)).numbers[transitionOf(id)];
    }
    return number;
  }
}
