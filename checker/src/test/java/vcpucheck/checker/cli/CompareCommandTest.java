package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.cli.spi.ExitStatus;

/** Comparisons of two revisions of the toy catalogue. */
final class CompareCommandTest {
  @Test
  void a_fix_is_a_refinement() {
    Run run = Run.of("compare", "--from", "old", "--to", "new", "peterson");
    assertEquals("", run.err());
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertEquals(
        "REFINEMENT: old -> new, nothing is violated, and no outcome is added", run.firstLine());
    assertTrue(
        run.out()
            .contains(
                """
                fixed
                  T01 peterson (plain, 2 vCPUs)
                    verdict   violated: mutual-exclusion -> verified
                """),
        run.out());
    assertTrue(run.out().contains("1 compared under sc: 1 fixed, 0 newly broken, "), run.out());
  }

  @Test
  void what_is_newly_violated_is_a_regression() {
    Run run = Run.of("compare", "--from", "new", "--to", "old", "peterson");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(run.out().contains("newly broken\n  T01 peterson"), run.out());
    assertTrue(
        run.out().contains("    verdict   verified -> violated: mutual-exclusion\n"), run.out());
  }

  @Test
  void a_search_that_was_cut_proves_nothing() {
    Run run = Run.of("compare", "--from", "new", "--to", "new", "peterson", "--limit-states", "3");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertEquals("INCOMPLETE: new -> new, a search did not come to its end", run.firstLine());
  }

  @Test
  void what_no_search_reaches_is_a_failure() {
    Run run = Run.of("compare", "--from", "old", "--to", "new", "treiber");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(run.firstLine().startsWith("NOT REACHED: old -> new, no interleaving "), run.out());
    assertTrue(run.out().contains("  +COURTESY  reached in none of 1 comparison\n"), run.out());
  }

  @Test
  void outcomes_are_shown_on_request() {
    Run run = Run.of("compare", "--from", "old", "--to", "new", "peterson", "--outcomes");
    assertTrue(run.out().contains("    kept      T01:"), run.out());
    assertTrue(run.out().contains("; it decides COURTESY"), run.out());
    Run json =
        Run.of("compare", "--from", "old", "--to", "new", "peterson", "--outcomes", "--json", "-");
    assertTrue(json.out().replaceAll("\\s", "").contains("\"decides\":[\"COURTESY\"]"), json.out());
  }

  @Test
  void what_is_allowed_and_not_added_is_refused_after_the_report() {
    String command = "compare --from old --to new peterson --quiet --allow ";
    Run run = Run.of((command + "T01:12345678").split(" "));
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.out().startsWith("REFINEMENT: "), run.out());
    assertEquals(
        "vcpucheck: --allow must name an outcome that is added: --allow=T01:12345678; added are"
            + " none\n",
        run.err());
    assertEquals(ExitStatus.VERIFIED, Run.of((command + "peterson").split(" ")).status());
    Run cut = Run.of((command + "T01:12345678 --limit-states 3").split(" "));
    assertEquals(ExitStatus.INCOMPLETE, cut.status(), "it may be added where nobody has looked");
  }

  @Test
  void memory_models_are_compared_each_by_itself(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("fix.html");
    Run run =
        Run.of(
            ("compare --from old --to new peterson --memory sc,tso,sc --html " + page).split(" "));
    assertEquals(ExitStatus.VERIFIED, run.status(), run.err());
    assertEquals(
        "REFINEMENT: old -> new (sc, tso), nothing is violated, and no outcome is added",
        run.firstLine());
    assertTrue(
        run.out()
            .contains(
                """
                  T01 peterson (plain, 2 vCPUs, tso)
                    verdict   violated: mutual-exclusion -> verified
                """),
        run.out());
    assertTrue(run.out().contains("\n2 compared under sc, tso: 2 fixed, "), run.out());
    assertFalse(run.out().contains("cost"), run.out());
    assertTrue(Files.readString(page).contains("\"memory\": \"tso\""));
    Run mail = Run.of("compare --from old --to new peterson --memory tso --markdown -".split(" "));
    assertTrue(mail.out().contains("1 compared under tso: 1 fixed"), mail.out());
  }

  @Test
  void a_number_of_vcpus_selects() {
    Run run = Run.of("compare", "--from", "old", "--to", "new", "--vcpus", "5");
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(
        run.err().contains("must have a scenario that either side reaches: from=old, to=new"),
        run.err());
  }

  @Test
  void the_window_and_all_violations_are_told_on_request() {
    Run run =
        Run.of(
            "compare", "--from", "old", "--to", "new", "peterson", "--window", "--all-violations");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(
        run.out().contains("    violated  by old: mutual-exclusion at Peterson.java:"), run.out());
    assertFalse(run.out().contains("by new"), run.out());
    assertFalse(run.out().contains("window"), "one that runs alone is alone\n" + run.out());
  }

  @Test
  void check_lists_all_violations() {
    Run run = Run.of("check", "peterson", "--revision", "old", "--all-violations");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(run.out().contains("distinct by property and line"), run.out());
    assertTrue(run.out().contains("\n1 of "), run.out());
    Run json = Run.of("check", "peterson", "--revision", "old", "--all-violations", "--json", "-");
    assertTrue(json.out().contains("\"exhaustive\": true,"), json.out());
    assertTrue(json.out().contains("\"at\": \"Peterson.java:"), json.out());
  }

  @Test
  void a_page_is_to_look_at(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("fix.html");
    String[] args = {
      "compare", "--from", "old", "--to", "new", "peterson", "--html", file.toString()
    };
    assertEquals(ExitStatus.VERIFIED, Run.of(args).status());
    String page = Files.readString(file);
    assertTrue(page.contains("<title>old to new</title>"), page);
    assertTrue(page.contains("\"verdict\": \"refinement\""), page);
    assertTrue(page.contains("\"interleaving\""), page);
    Run.of(args);
    assertEquals(page, Files.readString(file), "equal comparisons are equal bytes");
  }

  @Test
  void quiet_prints_the_verdict_only() {
    Run run = Run.of("compare", "--from", "new", "--to", "new", "peterson", "--quiet");
    assertEquals(
        "REFINEMENT: new -> new, nothing is violated, and no outcome is added\n", run.out());
  }

  @Test
  void json_is_for_programs() {
    Run run = Run.of("compare", "--from", "old", "--to", "new", "peterson", "--json", "-");
    assertTrue(run.out().startsWith("{\n  \"schema\": 3,\n  \"tool\": \"vcpucheck "), run.out());
    assertTrue(run.out().contains("\"verdict\": \"refinement\""), run.out());
    assertTrue(run.out().contains("\"change\": \"fixed\""), run.out());
  }

  @Test
  void markdown_is_for_a_mail() {
    Run run = Run.of("compare", "--from", "new", "--to", "old", "peterson", "--markdown", "-");
    assertTrue(run.out().contains("\n### newly broken\n"), run.out());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 72), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --from old peterson | --to needs a value
          --from old --to new peterson --vcpus 0 | --vcpus must be
          --from old --to newer peterson | the revision must be
          --from old --to new nothing | the scenario must be in the catalogue
          --from old --to new peterson --store fingerprint | compare must visit every state
          --from old --to new peterson --limit-around 0 | --limit-around must be
          --from old --to new peterson --order random | compare must visit every state
          --from old --to new peterson --allow T99 | the scenario must be in the catalogue: scenario=T99
          --from old --to new peterson --allow T03:12345678 | --allow must name an outcome of a scenario that is compared
          --from old --to new peterson --allow T01:12 | --allow must name an outcome by eight digits
          --from old --to new peterson --memory x86 | the memory must be
          --from old --to new peterson --memory tso --window | --window must go with --memory sc alone
          --from old --to new peterson --memory sc,rc11 --moves --window | --window and --moves must go
          """)
  void wrong_usage_gets_a_sentence(String args, String sentence) {
    Run run = Run.of(("compare " + args).split(" "));
    assertEquals(ExitStatus.USAGE, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().contains(sentence), run.err());
  }
}
