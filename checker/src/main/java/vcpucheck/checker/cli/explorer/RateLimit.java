package vcpucheck.checker.cli.explorer;

import java.util.function.LongSupplier;

/** Lets so many requests pass in a second, and as many at once (a token bucket). */
final class RateLimit {
  private static final double NANOS = 1e9;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private double room;
  private long last;

  RateLimit(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    room = perSecond;
    last = nanoTime.getAsLong();
  }

  /** Whether one more may pass. */
  synchronized boolean passes() {
    long now = nanoTime.getAsLong();
    room = Math.min(perSecond, room + (now - last) / NANOS * perSecond);
    last = now;
    if (room < 1) {
      return false;
    }
    room--;
    return true;
  }
}
