package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cli.spi.ExitStatus;

/** Repairs and the history of the toy catalogue. */
final class RepairCommandTest {
  @Test
  void a_repair_is_found_and_what_it_costs_is_told() {
    Run run = Run.of("repair", "peterson", "--keep", "treiber");
    assertEquals("", run.err());
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertEquals("REPAIRED: T01 peterson on old is verified with +COURTESY", run.firstLine());
    assertTrue(
        run.out()
            .contains(
                """
                repairs, small and cheap ones first
                  +COURTESY
                    revision  newest
                """),
        run.out());
    assertTrue(run.out().contains("2 sets of 2 parts judged by "), run.out());
    assertTrue(
        run.out().replaceAll("\\s+", " ").contains("1 other case must stay verified if it is."),
        run.out());
  }

  @Test
  void which_outcomes_a_repair_adds_is_told_on_request() {
    Run plain = Run.of("repair", "peterson", "--keep", "treiber");
    assertTrue(plain.out().contains("Verdicts count, not outcomes: --outcomes tells"), plain.out());
    Run run = Run.of("repair", "peterson", "--keep", "treiber", "--outcomes", "--width", "200");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(
        run.out().contains("\n    outcomes  adds none in 1 case; not known of T03\n"), run.out());
    assertFalse(run.out().contains("Verdicts count"), run.out());
    Run json = Run.of("repair", "peterson", "--keep", "treiber", "--outcomes", "--json", "-");
    assertTrue(json.out().replaceAll("\\s", "").contains("\"unknown\":[\"T03\"]"), json.out());
  }

  @Test
  void what_is_withheld_is_not_used_by_name_or_by_commit() {
    Run run = Run.of("repair", "peterson", "--without", "0123456", "--keep", "treiber");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertEquals(
        "NONE: no set of parts, however large, repairs T01 peterson on old", run.firstLine());
    assertEquals(
        run.out(), Run.of("repair", "peterson", "--without", "COURTESY", "--keep", "T03").out());
  }

  @Test
  void what_is_verified_as_it_is_needs_no_repair() {
    Run run = Run.of("repair", "peterson", "--revision", "new", "--keep", "treiber", "--quiet");
    assertEquals(
        new Run(ExitStatus.VERIFIED, "RIGHT: T01 peterson on new is verified as it is\n", ""), run);
  }

  @Test
  void a_search_that_was_cut_finds_nothing_and_denies_nothing() {
    Run run = Run.of("repair", "peterson", "--keep", "treiber", "--limit-states", "3");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertEquals(
        "INCOMPLETE: the search was cut before it could repair T01 peterson on old",
        run.firstLine());
  }

  @Test
  void a_deadline_that_is_over_begins_nothing() {
    Run run = Run.of("repair", "endless", "--keep", "treiber", "--deadline", "1ms");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
  }

  @Test
  void json_has_what_was_asked_and_found() {
    Run run = Run.of("repair", "peterson", "--keep", "treiber", "--json", "-");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(run.out().contains("\"verdict\": \"found\""), run.out());
    assertTrue(run.out().contains("\"parts\": [\n        \"+COURTESY\""), run.out());
    assertTrue(run.out().contains("\"candidates\": ["), run.out());
  }

  @Test
  void a_history_has_each_revision_and_each_change() {
    Run run = Run.of("history", "peterson", "treiber");
    assertEquals("", run.err());
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(run.out().startsWith("# History\n"), run.out());
    assertTrue(
        run.out().contains("\n| old | new | T01, T03 |  |  |  |  |  | no regression |\n"),
        run.out());
    assertTrue(
        run.out()
            .contains(
                "\n| 0123456789 | COURTESY | old | T01, T03 |  |  |  |  |  | no regression |\n"),
        run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--store fingerprint", "--store disk", "--order random"})
  void a_history_is_of_whole_states(String search) {
    Run run = Run.of(("history peterson " + search).split(" "));
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("history must visit every state and keep it whole"), run.err());
  }

  @Test
  void a_history_whose_searches_were_cut_has_gaps() {
    Run run = Run.of("history", "peterson", "--limit-states", "3");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(
        run.out().contains("\n| old | new |  |  |  | T01 |  |  | incomplete |\n"), run.out());
  }
}
