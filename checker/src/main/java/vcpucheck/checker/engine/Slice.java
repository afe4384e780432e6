package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/** A stretch of an {@link Expansion}: some consecutive states, and where they lead. */
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
  final int[] first = new int[Expansion.SLICE + 1];

  /** How many new states its states lead to. */
  final Children children = new Children();

  /** For each transition, the hash of the state it leads to. */
  long[] hashes = new long[64];

  /** For each transition, the number of the state that it leads to; see {@link Batch#target}. */
  int[] numbers = new int[64];

  /** For each transition that leads to a new state first, its place in the index. */
  int[] places = new int[64];

  private final List<Integer> unknown = new ArrayList<>();
  private final List<Integer> undecided = new ArrayList<>();
  private final List<Meeting> meetings = new ArrayList<>();
  private final List<DeadEnd> deadEnds = new ArrayList<>();
  private final List<Wrong> wrong = new ArrayList<>();
  private boolean isEventful;

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
    isEventful = false;
    ends = 0;
  }

  /** Notes that a state could not be expanded without unfolding code. */
  void addUnknown(int state) {
    unknown.add(state);
  }

  /** States that could not be expanded without unfolding code. */
  List<Integer> unknown() {
    return unknown;
  }

  /** Notes that a transition to a new state could not be judged without running code. */
  void addUndecided(int transition) {
    undecided.add(transition);
    isEventful = true;
  }

  /** Transitions to new states that could not be judged without running code. */
  List<Integer> undecided() {
    return undecided;
  }

  void addMeeting(int state, Expander.Race race) {
    meetings.add(new Meeting(state, race));
    isEventful = true;
  }

  List<Meeting> meetings() {
    return meetings;
  }

  void addDeadEnd(int state, Schedule pending) {
    deadEnds.add(new DeadEnd(state, pending));
    isEventful = true;
  }

  List<DeadEnd> deadEnds() {
    return deadEnds;
  }

  void addWrong(int state, Failure failure) {
    wrong.add(new Wrong(state, failure));
    isEventful = true;
  }

  List<Wrong> wrong() {
    return wrong;
  }

  /**
   * Whether there is more to tell than where its transitions lead: what was added, or faults. Not
   * every list is asked, because the thread that asks fetches all of this from another's cache.
   */
  boolean isEventful() {
    return isEventful || hasFaults;
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
