package vcpucheck.checker.engine.frontier;

import java.util.OptionalLong;
import vcpucheck.checker.engine.base.UnaryDegrees;
import vcpucheck.checker.trace.Schedule;

/** The states that wait to be expanded, and in which order they are. */
public interface Frontier {
  /**
   * Goes to the next states to expand, whose numbers follow one another; false if there are none.
   *
   * @param most how many there may be
   */
  boolean advance(int most);

  /** The first of the states to expand that was not left. */
  int state();

  /** The state after the last of those to expand. */
  int end();

  /** Whether some states of a level have been left, and others of it not yet. */
  default boolean isWithinLevel() {
    return false;
  }

  /** Hears that all transitions from {@link #state} were offered. */
  void leave();

  /**
   * Hears of all transitions from several states at once.
   *
   * @param states how many of those to expand, from {@link #state} on, are left
   * @param children the new states that they lead to
   * @return false if nothing was done, for every transition must be offered
   */
  default boolean leave(int states, UnaryDegrees children) {
    return false;
  }

  /** How many steps lie between the start and {@link #state} on the way that led here. */
  int depth();

  /** How many states wait. */
  long waiting();

  /**
   * Hears of a transition from {@link #state}.
   *
   * @param target where it leads
   * @param vcpu which vCPU takes it
   * @param fresh whether the target is new
   */
  void offer(int target, int vcpu, boolean fresh);

  /**
   * How dear a violation is that one step of a vCPU from {@link #state} runs into: the search wants
   * the cheapest.
   */
  long cost(int vcpu);

  /**
   * How dear a violation of {@link #state} is, or of what follows it.
   *
   * @param pending operations that lead from the state to the violation, each vCPU's part of which
   *     can be done at once where that vCPU last ran
   */
  long cost(Schedule pending);

  /** No violation that is found from now on is cheaper. */
  long floor();

  /** The states from the start to {@link #state}, both included, on the way that led here. */
  int[] path();

  /** The states from the start to any state that was offered, both included. */
  int[] pathTo(int state);

  /** Whether everything reachable has been expanded once the frontier is empty. */
  boolean isExhaustive();

  /** About how many states there are in all; empty if nothing speaks for a number yet. */
  default OptionalLong estimate() {
    return OptionalLong.empty();
  }

  /** How much memory the frontier takes. */
  long bytes();
}
