package vcpucheck.checker;

import java.time.Duration;

/**
 * When a search gives up. A search that gave up is incomplete and never says verified.
 *
 * @param states how many distinct states may be visited; at least 1
 * @param time how long the search may take
 * @param bytes how much memory the visited states may take
 */
public record Limits(long states, Duration time, long bytes) {
  private static final Duration FOREVER = Duration.ofDays(36_500);

  public Limits {
    if (states < 1 || time.isNegative() || time.isZero() || bytes < 1) {
      throw new IllegalArgumentException(
          "limits are positive: states=" + states + ", time=" + time + ", bytes=" + bytes);
    }
  }

  /** No limits but the machine's own. */
  public static Limits none() {
    return new Limits(Long.MAX_VALUE, FOREVER, Long.MAX_VALUE);
  }

  public Limits withStates(long newStates) {
    return new Limits(newStates, time, bytes);
  }

  public Limits withTime(Duration newTime) {
    return new Limits(states, newTime, bytes);
  }

  public Limits withBytes(long newBytes) {
    return new Limits(states, time, newBytes);
  }

  /** Whether there is a limit on time. */
  public boolean limitsTime() {
    return time.compareTo(FOREVER) < 0;
  }
}
