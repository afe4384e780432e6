package vcpucheck.scenarios.lincheck;

import java.time.Duration;

/**
 * How much Lincheck tries of each test.
 *
 * @param scenarios how many ways to distribute operations over threads, at least 1
 * @param invocations how often each is run, at least 1
 */
record Budget(int scenarios, int invocations) {
  private static final Duration PER_INVOCATION = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** After what time so many tests hang for certain. */
  Duration limit(int tests) {
    return PATIENCE.plus(PER_INVOCATION.multipliedBy((long) tests * scenarios * invocations));
  }
}
