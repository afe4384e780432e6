package vcpucheck.checker.necessity;

import java.util.Optional;
import vcpucheck.checker.ordering.Strength;
import vcpucheck.checker.trace.Counterexample;

/**
 * What came of a weaker ordering at one site, all others as they are.
 *
 * @param weaker the ordering that was tried
 * @param answer whether that makes a difference
 * @param reason the property that is violated, an outcome that is new, or why nothing can be said;
 *     empty if it makes none
 * @param trace an interleaving that violates the property; empty if none is
 */
public record Trial(Strength weaker, Answer answer, String reason, Optional<Counterexample> trace) {
  /** Whether a weaker ordering makes a difference. */
  public enum Answer {
    /** A property is violated, or an outcome is new. */
    NOTICED,
    /** Every interleaving was explored: nothing is violated, and no outcome is new. */
    UNNOTICED,
    /** The search came to an end before it could say. */
    OPEN
  }
}
