package vcpucheck.scenarios.stress;

import java.util.List;

/** Every test. */
final class StressTests {
  static final List<StressTest> ALL =
      List.of(
          CookieReuseRace.XEN_4_13,
          CookieReuseRace.XEN_4_14,
          CookieReuseRace.LOCK_FREE,
          ArgumentReuseRace.XEN_4_16,
          ArgumentReuseRace.XEN_4_17,
          ArgumentReuseRace.LOCK_FREE,
          BufferCountEdgeRace.LOCKED,
          BufferCountEdgeRace.LOCK_FREE,
          LastPlaceRace.LOCKED,
          LastPlaceRace.LOCK_FREE,
          LastPlaceRace.CHECK_THEN_INC,
          DoubleResumeRace.LOCKED,
          DoubleResumeRace.LOCK_FREE,
          PublicationRace.LOCKED,
          PublicationRace.LOCK_FREE,
          RetirementRace.LOCKED,
          RetirementRace.LOCK_FREE,
          SameCookieRace.LOCKED,
          SameCookieRace.LOCK_FREE,
          OverReservationRace.LOCKED,
          OverReservationRace.LOCK_FREE);

  private StressTests() {}
}
