package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/** A stretch of a {@link Batch}: some consecutive states, and where they lead. */
final class Slice {
  /** The number of a transition that leads nowhere. */
  static final int NOWHERE = -1;

  /** The number of a transition that leads to a new state first, until that state is numbered. */
  static final int FRESH = -2;

  /** From here on down: the numbers of transitions that lead where another of the batch does. */
  static final int ALIAS = -3;

  /** A race that lies behind a state. */
  record Meeting(int state, Expander.Race race) {}

  /** A state that no transition leaves, and the operations that lead from it to its end. */
  record DeadEnd(int state, Schedule pending) {}

  /** A new state that is wrong. */
  record Wrong(int number, Failure failure) {}

  private int from;
  private int end;

  /** The transitions of all its states, in order. */
  final Transitions transitions = new Transitions();

  /** For each state, where its transitions begin, and after the last where they end. */
  int[] first = new int[Batch.SLICE + 1];

  /** For each state, how many new states it leads to. */
  final int[] fresh = new int[Batch.SLICE];

  /** For each transition, the hash of the state it leads to. */
  long[] hashes = new long[64];

  /** For each transition, the number of the state that it leads to; see {@link Batch#target}. */
  int[] numbers = new int[64];

  /** For each transition that leads to a new state first, its place in the index. */
  int[] places = new int[64];

  /** States that could not be expanded without unfolding code. */
  final List<Integer> unknown = new ArrayList<>();

  /** Transitions to new states that could not be judged without running code. */
  final List<Integer> undecided = new ArrayList<>();

  final List<Meeting> meetings = new ArrayList<>();
  final List<DeadEnd> deadEnds = new ArrayList<>();
  final List<Wrong> wrong = new ArrayList<>();

  /** Whether a transition is faulty. */
  boolean hasFaults;

  /** How many states are known before its transitions. */
  int known;

  /** How many of the new states are ends. */
  int ends;

  /** Begins with other states. */
  void begin(int newFrom, int newEnd) {
    from = newFrom;
    end = newEnd;
  }

  /** Forgets where the states lead. */
  void clear(int words, boolean mayGrow) {
    transitions.clear(words);
    transitions.setGrowing(mayGrow);
    unknown.clear();
    undecided.clear();
    meetings.clear();
    deadEnds.clear();
    wrong.clear();
    hasFaults = false;
    ends = 0;
  }

  /** Whether there is more to tell than where its transitions lead. */
  boolean isEventful() {
    return hasFaults || !meetings.isEmpty() || !deadEnds.isEmpty() || !wrong.isEmpty();
  }

  int from() {
    return from;
  }

  int end() {
    return end;
  }

  /** Makes the arrays as long as the list of transitions. */
  void fit() {
    int count = transitions.count();
    if (count > hashes.length) {
      int length = Math.max(count, hashes.length * 2);
      hashes = Arrays.copyOf(hashes, length);
      numbers = Arrays.copyOf(numbers, length);
      places = Arrays.copyOf(places, length);
    }
  }
}
