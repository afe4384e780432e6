package vcpucheck.checker.catalogue;

import java.util.Optional;

/**
 * The verdict that a scenario must have on one form of the code under test.
 *
 * @param configuration the form
 * @param verdict "verified" or "violated"
 * @param property the property that is violated; empty if verified, or if any will do
 * @param large whether it is too large for the default suite
 */
public record Expectation(
    Configuration configuration, String verdict, Optional<String> property, boolean large) {
  public Expectation {
    if (!verdict.equals("verified") && !verdict.equals("violated")) {
      throw new IllegalArgumentException("a verdict is expected to be known: verdict=" + verdict);
    }
  }

  /** Expects a violation of a property. */
  public static Expectation violated(Configuration configuration, String property) {
    return new Expectation(configuration, "violated", Optional.of(property), false);
  }

  /** Expects that everything holds. */
  public static Expectation verified(Configuration configuration) {
    return new Expectation(configuration, "verified", Optional.empty(), false);
  }

  /** The same, outside of the default suite. */
  public Expectation asLarge() {
    return new Expectation(configuration, verdict, property, true);
  }
}
