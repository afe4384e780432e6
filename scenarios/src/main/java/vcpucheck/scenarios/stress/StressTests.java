package vcpucheck.scenarios.stress;

import java.util.List;

/** Every test. */
final class StressTests {
  static final List<StressTest> ALL =
      List.of(
          CookieReuse.XEN_4_13,
          CookieReuse.XEN_4_14,
          CookieReuse.LOCK_FREE,
          ArgumentReuse.XEN_4_16,
          ArgumentReuse.XEN_4_17,
          ArgumentReuse.LOCK_FREE,
          BufferCountEdge.LOCKED,
          BufferCountEdge.LOCK_FREE,
          LastPlace.LOCKED,
          LastPlace.LOCK_FREE,
          LastPlace.CHECK_THEN_INC,
          DoubleResume.LOCKED,
          DoubleResume.LOCK_FREE,
          Publication.LOCKED,
          Publication.LOCK_FREE,
          Retirement.LOCKED,
          Retirement.LOCK_FREE,
          SameCookie.LOCKED,
          SameCookie.LOCK_FREE,
          OverReservation.LOCKED,
          OverReservation.LOCK_FREE);

  private StressTests() {}
}
