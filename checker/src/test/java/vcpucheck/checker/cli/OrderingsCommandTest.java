package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import vcpucheck.checker.cli.spi.ExitStatus;

/** Orderings of the toy catalogue. */
final class OrderingsCommandTest {
  @Test
  void each_site_is_told_with_its_need() {
    Run run = Run.of("orderings", "treiber", "--revision", "new", "--memory", "rc11");

    assertEquals("", run.err());
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertEquals(
        "ORDERINGS at 7 sites: under rc11 1 needed, 1 relaxable, 5 not distinguished",
        run.firstLine());
    assertTrue(run.out().contains("TreiberStack.java:70 opaque: popped-once: "), run.out());
    assertTrue(run.out().contains("6 sites can be weaker together"), run.out());
    assertTrue(run.out().contains("relaxable:"), run.out());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 80), run.out());
  }

  @Test
  void several_models_are_columns_of_one_table() {
    Run run = Run.of("orderings", "peterson", "--revision", "new", "--memory", "tso,arm64", "-q");

    assertEquals(ExitStatus.VERIFIED, run.status());
    assertEquals(
        "ORDERINGS at 7 sites: under tso 1 needed, 6 not distinguished;"
            + " under arm64 3 needed, 2 relaxable, 2 not distinguished\n",
        run.out());
  }

  @Test
  void json_has_every_trial() {
    Run run =
        Run.of("orderings", "peterson", "--revision", "new", "--memory", "tso", "--json", "-");

    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(run.out().contains("\"schema\": 1"), run.out());
    assertTrue(run.out().contains("\"need\": \"not distinguished\""), run.out());
    assertTrue(run.out().contains("\"answer\": \"noticed\""), run.out());
    assertTrue(run.out().contains("\"enough\": \"opaque\""), run.out());
  }

  @Test
  void nothing_is_said_of_code_that_is_wrong_as_it_is() {
    Run run = Run.of("orderings", "peterson", "--revision", "old");

    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(run.out().contains("violates mutual-exclusion as it is"), run.out());
  }

  @Test
  void a_search_that_was_cut_decides_nothing() {
    Run run = Run.of("orderings", "peterson", "--revision", "new", "--limit-states", "3");

    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(run.out().contains("could not be searched as it is: "), run.out());
  }

  @Test
  void under_sc_there_is_nothing_to_ask() {
    Run run = Run.of("orderings", "peterson", "--memory", "sc");

    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("--memory=sc; use tso, rc11 or arm64"), run.err());
  }
}
