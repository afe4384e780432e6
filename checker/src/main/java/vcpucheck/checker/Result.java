package vcpucheck.checker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.report.ResultText;
import vcpucheck.checker.trace.Counterexample;

/**
 * The outcome of one exploration. Results are equal if their verdicts and statistics are: the time
 * that a search took is no part of what it found.
 *
 * @param verdict what was found
 * @param stats what was covered
 * @param elapsed wall time; the only part that differs between two runs
 * @param slabs what was assumed of the model's slabs, in the order in which it makes them
 * @param memory the memory model that was assumed
 * @param coverage which code under test the search ran that gave the verdict
 */
public record Result(
    Verdict verdict,
    Stats stats,
    Duration elapsed,
    List<SlabUse> slabs,
    MemoryModel memory,
    Coverage coverage) {
  public Result {
    slabs = List.copyOf(slabs);
  }

  /** The interleaving that violates a property, if one does. */
  public Optional<Counterexample> counterexample() {
    return verdict instanceof Verdict.Violated violated ? violated.trace() : Optional.empty();
  }

  /** The verdict, what was covered and the whole counterexample, as several lines of text. */
  public String text() {
    return ResultText.of(this);
  }

  /**
   * Demands that every interleaving was explored and none violates a property, of which each was
   * checked.
   *
   * @return this
   * @throws AssertionError with {@link #text}, if the verdict is another
   */
  public Result assertVerified() {
    if (verdict instanceof Verdict.Verified verified && verified.notChecked().isEmpty()) {
      return this;
    }
    throw new AssertionError("the model must be verified\n" + text());
  }

  /**
   * Demands that a property is violated.
   *
   * @param property the property's name
   * @return this
   * @throws AssertionError with {@link #text}, if the verdict is another or names another property
   */
  public Result assertViolated(String property) {
    if (verdict instanceof Verdict.Violated violated && violated.property().equals(property)) {
      return this;
    }
    throw new AssertionError("the model must violate " + property + "\n" + text());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Result result
        && verdict.equals(result.verdict)
        && stats.equals(result.stats);
  }

  @Override
  public int hashCode() {
    return 31 * verdict.hashCode() + stats.hashCode();
  }
}
