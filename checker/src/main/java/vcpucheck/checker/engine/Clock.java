package vcpucheck.checker.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a question has been worked on: in this process, and in those before it. */
final class Clock {
  private final LongSupplier nanoTime;
  private final long started;
  private Duration before = Duration.ZERO;

  /** Starts a clock. */
  Clock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    started = nanoTime.getAsLong();
  }

  /** Nanoseconds since some moment. */
  long now() {
    return nanoTime.getAsLong();
  }

  /** For how long in this process. */
  Duration session() {
    return Duration.ofNanos(now() - started);
  }

  /** For how long in all. */
  Duration elapsed() {
    return before.plus(session());
  }

  /** Adds the time before this process. */
  void add(Duration earlier) {
    before = earlier;
  }
}
