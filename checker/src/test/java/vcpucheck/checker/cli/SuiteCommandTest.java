package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spinner      | new | 0 | 1 verified, 0 violated
          philosophers | old | 1 | 0 verified, 1 violated
          asserting    | old | 1 | 1 verified, 1 violated
          """)
  void of_a_form_that_the_user_makes_verdicts_are_shown_of_which_nothing_is_expected(
      String scenario, String base, int status, String found) {
    Run run = Run.of("suite", scenario, "--revision", base + "+PATIENCE");
    assertEquals("", run.err());
    assertEquals(status, run.status(), run.out());
    assertTrue(run.out().contains("nothing expected"), run.out());
    assertTrue(
        run.out()
            .matches(
                "(?s).*\\d verdicts?: 0 as expected, 0 not as expected, 0 incomplete; nothing expected"
                    + " of \\d: "
                    + found
                    + "\\n"),
        run.out());
    assertEquals(
        status == ExitStatus.VIOLATED,
        run.out().contains("): nothing expected, found violated: "),
        run.out());
    assertEquals(
        Run.of("suite", scenario, "--revision", base + "+PATIENCE").report(),
        run.report(),
        "equal runs are equal");
  }

  @Test
  void a_form_that_the_user_makes_is_tried_where_its_revision_is_known() {
    assertEquals(
        List.of("peterson newest+PATIENCE", "treiber newest+PATIENCE", "surprise newest+PATIENCE"),
        rows("--revision", "new+PATIENCE"));
    assertEquals(
        List.of("treiber new"), rows("treiber", "--revision", "new", "--variant", "plain"));
    Run mutant = Run.of("suite", "treiber", "--revision", "new", "--mutant", "M-none");
    assertEquals(ExitStatus.VERIFIED, mutant.status(), mutant.err());
    assertTrue(mutant.out().endsWith("nothing expected of 1: 1 verified, 0 violated\n"));
    Run large = Run.of("suite", "only-large", "--revision", "old+PATIENCE");
    assertEquals(ExitStatus.USAGE, large.status());
    assertTrue(large.err().contains("large ones left out=1; add --large"), large.err());
  }

  @Test
  void what_is_expected_of_a_set_is_judged_as_ever() {
    Run run = Run.of("suite", "philosophers", "--revision", "new~COURTESY");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(run.out().endsWith("1 verdict: 1 as expected, 0 not as expected, 0 incomplete\n"));
  }

  @Test
  void a_form_that_cannot_be_run_hides_no_other_verdict() {
    Run run = Run.of("suite", "spinner", "wrong-model", "--revision", "new+PATIENCE");
    assertEquals(ExitStatus.INCOMPLETE, run.status(), run::toString);
    assertTrue(
        run.out()
            .endsWith(
                "found incomplete (it cannot be run: a model must be right: it is wrong)\n"
                    + "2 verdicts: 0 as expected, 0 not as expected, 1 incomplete; nothing expected"
                    + " of 1: 1 verified, 0 violated\n"),
        run.out());
  }

  @Test
  void a_form_whose_change_no_search_comes_to_is_a_failure() {
    Run run = Run.of("suite", "peterson", "--revision", "new+PATIENCE", "--quiet");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(run.out().startsWith("no search comes to PATIENCE, so that nothing"), run.out());
  }

  @Test
  void what_is_not_expected_is_null_in_json_and_a_violation_fails_in_junit() {
    String[] tried = {"suite", "philosophers", "--revision", "old+PATIENCE", "--json", "-"};
    String json = Run.of(tried).out().replaceAll("\\s", "");
    assertTrue(
        json.contains("\"expected\":null,\"expectedProperty\":null,\"asExpected\":null"), json);
    tried[4] = "--junit";
    String xml = Run.of(tried).out();
    assertTrue(xml.contains("failures=\"1\""), xml);
    assertTrue(xml.contains("message=\"nothing expected, found violated: deadlock: "), xml);
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
