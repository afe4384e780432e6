package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cli.spi.ExitStatus;

/** Which verdicts a suite checks, and when it ends. */
final class SuiteCommandTest {
  private static final Pattern ROW = Pattern.compile("\"(scenario|revision)\": \"(.*?)\"");

  /** Scenario and revision of each verdict. */
  private static List<String> rows(String... options) {
    List<String> args = new ArrayList<>(List.of("suite", "--json", "-"));
    args.addAll(List.of(options));
    Run run = Run.of(args.toArray(String[]::new));
    assertEquals("", run.err());
    List<String> rows = new ArrayList<>();
    ROW.matcher(run.out())
        .results()
        .forEach(
            found -> {
              if (found.group(1).equals("scenario")) {
                rows.add(found.group(2));
              } else {
                rows.set(rows.size() - 1, rows.get(rows.size() - 1) + " " + found.group(2));
              }
            });
    return rows;
  }

  @Test
  void a_revision_selects() {
    assertEquals(List.of("peterson new", "treiber new", "surprise new"), rows("--revision", "new"));
    assertEquals(List.of("peterson newest"), rows("--revision", "newest", "--large"));
  }

  @Test
  void a_selection_says_of_which_scenarios_it_checks_nothing() {
    Run run = Run.of("suite", "peterson", "philosophers", "spinner", "--revision", "new");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(
        run.out()
            .endsWith(
                "1 verdict: 1 as expected, 0 not as expected, 0 incomplete\n"
                    + "Nothing is expected, and so nothing was checked, of philosophers,"
                    + " spinner.\n"),
        run.out());
    assertFalse(Run.of("suite", "--revision", "new").out().contains("Nothing is expected"));
  }

  @Test
  void shards_share_a_suite_out() {
    List<String> all = rows();
    List<String> shared = new ArrayList<>();
    for (int shard = 1; shard <= 3; shard++) {
      List<String> own = rows("--shard", shard + "/3");
      assertTrue(own.size() >= all.size() / 3 && own.size() <= all.size() / 3 + 1, own::toString);
      shared.addAll(own);
    }
    assertEquals(all.stream().sorted().toList(), shared.stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4"})
  void fail_fast_ends_at_the_first_verdict_that_is_not_as_expected(String workers) {
    Run run = Run.of("suite", "--fail-fast", "--workers", workers, "--quiet");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertEquals(
        "T05 surprise on old (plain, 2 vCPUs): expected verified, found violated: deadlock"
            + " (deadlock: philosopher0 waits for fork1 held by philosopher1, philosopher1 waits"
            + " for fork0 held by philosopher0)\n"
            + "6 verdicts: 5 as expected, 1 not as expected, 0 incomplete; 2 large left out"
            + " (--large adds them); 3 not checked (--fail-fast)\n",
        run.out());
  }

  @Test
  void fail_fast_changes_nothing_if_all_is_as_expected() {
    assertEquals(
        Run.of("suite", "treiber").report(), Run.of("suite", "treiber", "--fail-fast").report());
  }
}
