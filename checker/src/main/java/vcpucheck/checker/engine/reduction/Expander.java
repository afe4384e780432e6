package vcpucheck.checker.engine.reduction;

import java.util.Optional;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/**
 * What counts as one transition of the search. Where no more than that is said, nothing lies behind
 * a state before the next states.
 */
public interface Expander {
  /**
   * Adds the transitions that leave a state to a list. If afterwards the machine's layout is too
   * narrow or the list is incomplete, what was added is void.
   *
   * @param state from the first word on
   * @param out added to
   */
  void expand(long[] state, Transitions out);

  /**
   * The operations that a transition consists of.
   *
   * @param state the state that it leaves
   * @param index its index in the list of those that leave it
   */
  Schedule operations(long[] state, int index);

  /**
   * Two accesses that race.
   *
   * @param before the operations that lead from a state to where both vCPUs want to access it
   * @param variable what they want to access
   * @param plain whether one of the accesses is plain
   */
  record Race(Schedule before, int variable, boolean plain) {}

  /** A race that lies behind the state expanded last, before the next states; if there is one. */
  default Optional<Race> race() {
    return Optional.empty();
  }

  /**
   * The operations that lead from the state expanded last to one in which some vCPUs wait for locks
   * that they hold, if they do so behind it, before the next states.
   */
  default Optional<Schedule> deadlock() {
    return Optional.empty();
  }

  /**
   * The operations that lead from the state expanded last, which has no transitions, to its end.
   */
  default Schedule pending() {
    return Schedule.EMPTY;
  }

  /** The nodes whose operations it has performed. */
  PerformedNodes performed();
}
