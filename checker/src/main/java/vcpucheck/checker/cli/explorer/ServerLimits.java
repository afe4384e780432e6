package vcpucheck.checker.cli.explorer;

import java.time.Duration;

/**
 * What a server does not exceed.
 *
 * @param requestsPerSecond how many requests it answers in a second, on average
 * @param searchedStates how many states a search visits
 * @param idle after how long without a request it ends
 * @param abandoned after how long without a question a search ends
 */
public record ServerLimits(
    int requestsPerSecond, int searchedStates, Duration idle, Duration abandoned) {
  /** What a person with a page needs. */
  public static final ServerLimits USUAL =
      new ServerLimits(100, 1_000_000, Duration.ofMinutes(30), Duration.ofSeconds(15));

  /** The same with another bound for searches. */
  public ServerLimits withSearchedStates(int states) {
    return new ServerLimits(requestsPerSecond, states, idle, abandoned);
  }

  /** The same with another patience. */
  public ServerLimits withIdle(Duration newIdle) {
    return new ServerLimits(requestsPerSecond, searchedStates, newIdle, abandoned);
  }
}
