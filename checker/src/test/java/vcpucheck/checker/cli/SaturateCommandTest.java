package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import vcpucheck.checker.cli.spi.ExitStatus;

/** Saturation of scenarios of the toy catalogue. */
final class SaturateCommandTest {
  @Test
  void what_each_vcpu_adds_is_told_and_that_it_is_no_proof() {
    Run run = Run.of("saturate", "counter");

    assertEquals("", run.err());
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(run.firstLine().startsWith("SATURATED: T04 counter on old (plain): "), run.out());
    assertTrue(run.out().contains("evidence and no proof"), run.out());
    assertTrue(run.out().contains("views of one"), run.out());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 80), run.out());
  }

  @Test
  void too_few_vcpus_do_not_saturate() {
    Run run = Run.of("saturate", "counter", "--most-vcpus", "2", "-q");

    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertEquals(
        "NOT SATURATED: T04 counter on old (plain): vCPU 2 still adds local views\n", run.out());
  }

  @Test
  void a_violation_ends_it() {
    Run run = Run.of("saturate", "philosophers", "-q");

    assertEquals(ExitStatus.VIOLATED, run.status());
    assertEquals(
        "VIOLATED: T02 philosophers on old (plain) with 1 vCPU violates deadlock\n", run.out());
  }

  @Test
  void a_search_that_was_cut_is_incomplete() {
    Run run = Run.of("saturate", "counter", "--limit-states", "50", "-q");

    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(
        run.out().contains("the search with 2 vCPUs was cut: the state limit was reached"),
        run.out());
  }

  @Test
  void a_scenario_with_a_number_of_its_own_has_nothing_to_compare() {
    Run run = Run.of("saturate", "peterson", "--revision", "new", "-q");

    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(run.out().contains("there is no other number of vCPUs"), run.out());
  }

  @Test
  void json_has_every_round() {
    Run run = Run.of("saturate", "counter", "--json", "-");

    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(run.out().contains("\"schema\": 1"), run.out());
    assertTrue(run.out().contains("\"verdict\": \"saturated\""), run.out());
    assertTrue(run.out().contains("\"proof\": false"), run.out());
    assertTrue(run.out().contains("\"viewsOfTwo\""), run.out());
  }

  @Test
  void bad_values_are_refused() {
    Run none = Run.of("saturate", "counter", "--most-vcpus", "0");
    Run store = Run.of("saturate", "counter", "--store", "fingerprint");

    assertEquals(ExitStatus.USAGE, none.status());
    assertTrue(none.err().contains("--most-vcpus"), none.err());
    assertEquals(ExitStatus.USAGE, store.status());
    assertTrue(store.err().contains("local views need states whole"), store.err());
  }
}
