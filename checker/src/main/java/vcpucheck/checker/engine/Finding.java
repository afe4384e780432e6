package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;

/**
 * A violation, and how it was come upon.
 *
 * @param failure what is wrong
 * @param path the states from the start, both included, to the one that is wrong, or that the
 *     faulty transition leaves
 * @param faulty which of the last state's transitions is faulty, or {@link #NONE} if the state
 *     itself is wrong
 * @param cost see {@link Frontier#cost}
 */
record Finding(Failure failure, ImmutableIntArray path, int faulty, long cost) {
  /** No transition is faulty. */
  static final int NONE = -1;

  boolean isCheaperThan(Finding other) {
    return cost < other.cost;
  }

  /** The state that is wrong, or that the faulty transition leaves. */
  int last() {
    return path.get(path.length() - 1);
  }
}
