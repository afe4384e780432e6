package vcpucheck.checker.engine.projection;

import vcpucheck.checker.saturation.LocalViews;

/** 128 bits of a sequence of numbers: two products that know nothing of each other. */
final class Fingerprint {
  private static final long ONE = 0x9E3779B97F4A7C15L;
  private static final long OTHER = 0xC2B2AE3D27D4EB4FL;
  private static final int HALF = 32;

  private long high;
  private long low;

  /** Begins another sequence. */
  void clear() {
    high = ONE;
    low = OTHER;
  }

  void put(long number) {
    high = mix((high ^ number) * OTHER);
    low = mix(low + number) * ONE;
  }

  private static long mix(long number) {
    return (number ^ (number >>> HALF)) * 0xD6E8FEB86659FD93L;
  }

  LocalViews.Id id() {
    return new LocalViews.Id(high ^ (high >>> HALF), low ^ (low >>> HALF));
  }
}
