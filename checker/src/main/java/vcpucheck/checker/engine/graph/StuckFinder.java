package vcpucheck.checker.engine.graph;

import java.util.Optional;
import vcpucheck.checker.engine.base.CancellationCheck;

/**
 * Looks for a vCPU that waits in a state of a completely explored graph and can never go on,
 * whatever the others do: it waits in every state that follows.
 *
 * <p>A vCPU that waits stays where it is until it goes on, so it is enough to look at states in
 * which it waits: it is stuck unless one of them leads to a state in which it does not.
 */
public final class StuckFinder {
  private final WaitingStates states;
  private final Twins twins;
  private final CancellationCheck patience;

  /** For each row, the vCPUs that wait and of which it is not known that they can go on. */
  private final long[] stuck;

  /** Where a vCPU is after a transition: states may be kept with their twins sorted. */
  @FunctionalInterface
  public interface Twins {
    /**
     * The places in one state of the vCPU that is at a place in another, and stays at its node: one
     * for each way in which the other state leads there.
     *
     * @param from the other state
     */
    long follow(int from, int place, int to);
  }

  /**
   * A vCPU that is stuck.
   *
   * @param state the first state in which it is, in the order of expansion
   * @param place its place there
   */
  public record Stuck(int state, int place) {}

  public StuckFinder(WaitingStates states, Twins twins, CancellationCheck patience) {
    this.states = states;
    this.twins = twins;
    this.patience = patience;
    stuck = new long[states.rows()];
  }

  /**
   * The first one.
   *
   * <p>Goes through the states from the last to the first until nothing changes: see {@link
   * LivelockFinder}.
   *
   * @throws java.util.concurrent.CancellationException if patience ends
   */
  public Optional<Stuck> find() {
    for (int row = 0; row < stuck.length; row++) {
      stuck[row] = states.waiting(row);
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int row = stuck.length - 1; row >= 0; row--) {
        patience.step();
        long left = stuck[row] == 0 ? 0 : withoutThoseThatGoOn(row);
        changed |= left != stuck[row];
        stuck[row] = left;
      }
    }
    for (int row = 0; row < stuck.length; row++) {
      if (stuck[row] != 0) {
        return Optional.of(new Stuck(states.state(row), Long.numberOfTrailingZeros(stuck[row])));
      }
    }
    return Optional.empty();
  }

  private long withoutThoseThatGoOn(int row) {
    long left = stuck[row];
    int degree = states.degreeOf(row);
    for (int i = 0; i < degree && left != 0; i++) {
      left &= stuckAfter(row, left, states.targetOf(row, i));
    }
    return left;
  }

  /** Those of some vCPUs of a row that still seem stuck in a state that it leads to. */
  private long stuckAfter(int row, long some, int target) {
    int next = states.row(target);
    long after = next < 0 ? 0 : stuck[next];
    if (after == 0) {
      return 0;
    }
    long left = 0;
    for (long rest = some; rest != 0; rest &= rest - 1) {
      int place = Long.numberOfTrailingZeros(rest);
      if ((~after & twins.follow(states.state(row), place, target)) == 0) {
        left |= 1L << place;
      }
    }
    return left;
  }
}
