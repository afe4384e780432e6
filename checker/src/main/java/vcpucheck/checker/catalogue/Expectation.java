package vcpucheck.checker.catalogue;

import java.util.Optional;
import vcpucheck.checker.model.VerdictKind;

/**
 * The verdict that a scenario must have on one form of the code under test.
 *
 * @param configuration the form
 * @param verdict verified or violated
 * @param property the property that is violated; empty if verified, or if any will do
 * @param large whether it is too large for the default suite
 * @param release whether it is a release build's, in which a failing {@code ASSERT} does nothing
 */
public record Expectation(
    Configuration configuration,
    VerdictKind verdict,
    Optional<String> property,
    boolean large,
    boolean release) {
  public Expectation {
    if (verdict == VerdictKind.INCOMPLETE) {
      throw new IllegalArgumentException("a scenario is expected to have a verdict");
    }
  }

  /** Expects a violation of a property. */
  public static Expectation violated(Configuration configuration, String property) {
    return new Expectation(
        configuration, VerdictKind.VIOLATED, Optional.of(property), false, false);
  }

  /** Expects that everything holds. */
  public static Expectation verified(Configuration configuration) {
    return new Expectation(configuration, VerdictKind.VERIFIED, Optional.empty(), false, false);
  }

  /** The same, outside of the default suite. */
  public Expectation asLarge() {
    return new Expectation(configuration, verdict, property, true, release);
  }

  /** The same of a release build. */
  public Expectation asRelease() {
    return new Expectation(configuration, verdict, property, large, true);
  }

  /** The same, of another form of the code under test. */
  public Expectation on(Configuration other) {
    return new Expectation(other, verdict, property, large, release);
  }
}
