package vcpucheck.checker.engine.base;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a question has been worked on: in this process, and in those before it. */
public final class Stopwatch {
  private final LongSupplier nanoTime;
  private final long started;
  private Duration before = Duration.ZERO;

  /** Starts a clock. */
  public Stopwatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    started = nanoTime.getAsLong();
  }

  /** Nanoseconds since some moment. */
  public long now() {
    return nanoTime.getAsLong();
  }

  /** For how long in this process. */
  public Duration session() {
    return Duration.ofNanos(now() - started);
  }

  /** For how long in all. */
  public Duration elapsed() {
    return before.plus(session());
  }

  /** Adds the time before this process. */
  public void add(Duration earlier) {
    before = earlier;
  }
}
