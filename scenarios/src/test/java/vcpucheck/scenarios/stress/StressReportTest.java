package vcpucheck.scenarios.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is thought of observations that were made up. */
class StressReportTest {
  private static final String GOOD = "ended, accepted";
  private static final String RACE = "ended, refused";

  private static StressReport.Result result(
      StressTest test, Mode mode, Map<String, Long> samples, String... violations) {
    return new StressReport.Result(
        test, mode, OutcomeTable.of(test).allowed(), samples, List.of(violations));
  }

  @Test
  void a_race_that_is_seen_is_expected_where_it_is_interesting() {
    assertTrue(
        result(CookieReuseRace.XEN_4_13, Mode.QUICK, Map.of(GOOD, 2L, RACE, 1L)).isAsExpected());
  }

  @Test
  void a_race_that_is_not_seen_is_not_as_expected() {
    assertFalse(result(CookieReuseRace.XEN_4_13, Mode.QUICK, Map.of(GOOD, 2L)).isAsExpected());
  }

  @Test
  void no_race_need_be_seen_in_a_sample_or_two() {
    StressReport.Result result = result(CookieReuseRace.XEN_4_13, Mode.SANITY, Map.of(GOOD, 2L));
    assertTrue(result.isAsExpected());
    assertTrue(
        StressText.of(new StressReport(List.of(result)))
            .startsWith(
                "S01 cookie-reuse on xen-4.13 (locked): no race seen, which decides nothing in mode"
                    + " sanity\n"));
  }

  @Test
  void a_forbidden_outcome_is_not_as_expected() {
    StressReport.Result result =
        result(CookieReuseRace.XEN_4_14, Mode.SANITY, Map.of(GOOD, 2L, RACE, 1L));
    assertFalse(result.isAsExpected());
    assertEquals(Set.of(RACE), result.forbidden());
    assertTrue(
        StressText.of(new StressReport(List.of(result)))
            .contains("forbidden outcome seen, NOT as expected"));
  }

  @Test
  void an_outcome_that_the_explorer_excludes_is_not_as_expected() {
    StressReport.Result result =
        new StressReport.Result(
            CookieReuseRace.XEN_4_13,
            Mode.QUICK,
            Set.of(GOOD),
            Map.of(GOOD, 1L, RACE, 1L),
            List.of());
    assertFalse(result.isAsExpected());
    assertEquals(Set.of(RACE), result.excluded());
  }

  @Test
  void a_violation_in_the_code_under_test_is_not_as_expected() {
    assertFalse(
        result(CookieReuseRace.XEN_4_14, Mode.QUICK, Map.of(GOOD, 1L), "use after free")
            .isAsExpected());
  }

  @Test
  void an_outcome_that_is_enumerated_but_not_seen_is_told() {
    StressReport.Result result =
        result(SameCookieRace.LOCKED, Mode.QUICK, Map.of("accepted, refused", 1L));
    assertTrue(result.isAsExpected());
    assertTrue(
        StressText.of(new StressReport(List.of(result)))
            .contains("the explorer enumerates, but not seen: refused, accepted"));
  }
}
