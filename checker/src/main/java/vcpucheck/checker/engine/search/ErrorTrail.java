package vcpucheck.checker.engine.search;

import com.google.common.primitives.ImmutableIntArray;
import java.util.function.IntUnaryOperator;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.frontier.Frontier;
import vcpucheck.checker.trace.Schedule;

/**
 * A violation, and how it was come upon.
 *
 * @param failure what is wrong
 * @param path the states from the start on, both included
 * @param last the operations from the last of those states into the violation; empty if that state
 *     is wrong
 * @param cost see {@link Frontier#cost}
 */
public record ErrorTrail(Failure failure, ImmutableIntArray path, Schedule last, long cost) {
  boolean isCheaperThan(ErrorTrail other) {
    return cost < other.cost;
  }

  /** The same under other numbers of states. */
  ErrorTrail with(IntUnaryOperator number) {
    return new ErrorTrail(failure, ImmutableIntArray.copyOf(path.stream().map(number)), last, cost);
  }

  /** The last state of the path. */
  public int state() {
    return path.get(path.length() - 1);
  }
}
