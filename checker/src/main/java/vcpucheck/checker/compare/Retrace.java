package vcpucheck.checker.compare;

import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;

/**
 * What one form of the code under test does along the counterexample of another.
 *
 * @param found the counterexample
 * @param replay what came of walking it
 */
public record Retrace(Counterexample found, Replay replay) {
  /** What it shows. */
  public Replay.Outcome outcome() {
    return replay.outcome(found.property());
  }
}
