package vcpucheck.checker.threads;

import java.util.Optional;
import vcpucheck.checker.trace.Replay;

/**
 * What a schedule did on threads.
 *
 * @param steps how many steps were taken
 * @param violation what went wrong after the last of them
 * @param difference where the threads would have done something else, which ended the run
 */
public record ThreadedRun(
    int steps, Optional<Replay.Violation> violation, Optional<Difference> difference) {
  /**
   * What the run shows.
   *
   * @param property the property that the schedule had violated
   */
  public Replay.Outcome outcome(String property) {
    return Replay.Outcome.of(property, violation, difference.isPresent());
  }

  /**
   * Something else than was recorded.
   *
   * @param step the index of the step
   * @param recorded what the step did
   * @param found what the thread wanted to do, or what came of it
   */
  public record Difference(int step, String recorded, String found) {}
}
