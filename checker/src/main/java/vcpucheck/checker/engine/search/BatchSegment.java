package vcpucheck.checker.engine.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.UnaryDegrees;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.store.Targets;
import vcpucheck.checker.trace.Schedule;

/** A stretch of an {@link ExpansionPhase}: some consecutive states, and where they lead. */
final class BatchSegment {
  /** A race that lies behind a state. */
  record Meeting(int state, Expander.Race race) {}

  /** A state that no transition leaves, and the operations that lead from it to its end. */
  record DeadEnd(int state, Schedule pending) {}

  /** A deadlock of some vCPUs behind a state, and the operations that lead there. */
  record Deadlock(int state, Schedule before) {}

  /** A new state that is wrong. */
  record Wrong(int number, Failure failure) {}

  private int from;
  private int end;

  /** Where the transitions of all its states lead, in order. */
  final Targets targets = new Targets();

  /** For each state, where its transitions begin, and after the last where they end. */
  final int[] first = new int[ExpansionPhase.SEGMENT + 1];

  /** For each state, whether every vCPU but daemons has ended. */
  final boolean[] isEnd = new boolean[ExpansionPhase.SEGMENT];

  /** For each state, the vCPUs that wait in it and are not at rest, if that is recorded. */
  final long[] waiting = new long[ExpansionPhase.SEGMENT];

  /** How many new states its states lead to. */
  final UnaryDegrees children = new UnaryDegrees();

  private final List<Integer> unknown = new ArrayList<>();
  private final List<Integer> undecided = new ArrayList<>();
  private final List<Meeting> meetings = new ArrayList<>();
  private final List<DeadEnd> deadEnds = new ArrayList<>();
  private final List<Deadlock> deadlocks = new ArrayList<>();
  private final List<Wrong> wrong = new ArrayList<>();
  private boolean isEventful;

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
    targets.clear(words, mayGrow);
    unknown.clear();
    undecided.clear();
    meetings.clear();
    deadEnds.clear();
    deadlocks.clear();
    wrong.clear();
    Arrays.fill(isEnd, false);
    Arrays.fill(waiting, 0);
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

  void setWaiting(int state, long vcpus) {
    waiting[state - from] = vcpus;
    isEventful |= vcpus != 0;
  }

  void addDeadlock(int state, Schedule before) {
    deadlocks.add(new Deadlock(state, before));
    isEventful = true;
  }

  List<Deadlock> deadlocks() {
    return deadlocks;
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
    return isEventful || targets.transitions.hasFaults();
  }

  int from() {
    return from;
  }

  int end() {
    return end;
  }
}
