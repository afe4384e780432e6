package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.fixtures.CommandRun;

/** What {@code compare} says of fixes whose effect is known. */
final class ComparisonTest {
  private static final String CANDIDATE = "xen-4.22+PUT_ON_UNKNOWN_COOKIE";

  @Test
  void the_fix_of_the_seed_race_is_a_refinement_and_closes_the_window() {
    String out =
        CommandRun.output(
            ExitStatus.VERIFIED,
            "compare --from xen-4.13 --to xen-4.14 S01 --vcpus 2 --window".split(" "));
    assertTrue(out.startsWith("REFINEMENT: xen-4.13 -> xen-4.14, "), out);
    assertTrue(
        out.contains("5 kept, 0 removed, 0 added; end states 9 kept, 0 removed, 0 added"), out);
    assertTrue(out.contains("vcpu1 alone after vcpu0: 21 of 213 points"), out);
    assertTrue(out.contains("it waits at 8 between) -> none of 213 points"), out);
  }

  @Test
  void numbers_have_their_names_for_people_and_stay_for_programs(@TempDir Path folder)
      throws IOException {
    Path page = folder.resolve("fix.html");
    String compared = "compare --from xen-4.13 --to xen-4.14 S01 --vcpus 2 --outcomes ";
    String named = "page 1 words=[CMD_UNREGISTER_SHM, 0, 0, 0x100000000, 5";
    String text =
        CommandRun.output(
            ExitStatus.VERIFIED, (compared + "--width 200 --html " + page).split(" "));
    assertTrue(text.contains(named), text);
    assertTrue(Files.readString(page).contains(named));
    String mail = CommandRun.output(ExitStatus.VERIFIED, (compared + "--markdown -").split(" "));
    assertTrue(mail.replaceAll("\\s+", " ").contains(named), mail);
    String json = CommandRun.output(ExitStatus.VERIFIED, (compared + "--json -").split(" "));
    assertTrue(json.contains("page 1 words=[5, 0, 0, 4294967296, 5"), json);
  }

  @Test
  void a_wrong_candidate_is_refused_with_the_sentence_of_check() {
    String wrong = CANDIDATE + "+M-thread-id-lost";
    String checked =
        CommandRun.output(ExitStatus.VIOLATED, "check", "S20", "--revision", wrong, "--quiet");
    String sentence = checked.lines().toList().get(1).strip();
    String out =
        CommandRun.output(
            ExitStatus.VIOLATED, "compare", "--from", "xen-4.22", "--to", wrong, "S20");
    assertTrue(out.contains("another violation\n  S20 unknown-argument"), out);
    assertTrue(out.contains("    now       " + sentence + "\n"), out);
  }

  @Test
  void a_right_candidate_adds_the_outcome_that_it_is_meant_to_have() {
    String[] compared = {
      "compare", "--from", "xen-4.22", "--to", CANDIDATE, "S20", "--allow", "S20"
    };
    String out = CommandRun.output(ExitStatus.VERIFIED, compared);
    assertTrue(out.startsWith("NO REGRESSION: "), out);
    assertTrue(out.contains("violated: resumability -> verified"), out);
    assertTrue(out.matches("(?s).*\\n    RpcFlow.java:\\d+, handle_rpc_cmd: S20\\n.*"), out);
  }

  @Test
  void what_a_form_cannot_run_hides_nothing_of_the_rest() {
    String compared = "compare --from commit-551d3cea0f --to xen-4.13 S01 --width 200";
    String out = CommandRun.output(ExitStatus.VIOLATED, compared);
    assertTrue(
        out.contains("not compared\n  S01 cookie-reuse with 3 vCPUs: while a model is built"), out);
    assertTrue(out.contains("1 compared under sc: "), out);
    String mail = CommandRun.output(ExitStatus.VIOLATED, compared + " --markdown -");
    assertTrue(mail.contains("### not compared\n\n- S01 cookie-reuse with 3 vCPUs: "), mail);
    CommandRun alone = CommandRun.of((compared + " --vcpus 3").split(" "));
    assertEquals(ExitStatus.USAGE, alone.status());
    assertTrue(alone.err().contains("while a model is built"), alone.err());
  }

  @Test
  void taking_the_fix_away_is_a_regression() {
    String out =
        CommandRun.output(
            ExitStatus.VIOLATED, "compare", "--from", CANDIDATE, "--to", "xen-4.22", "S20");
    assertTrue(out.contains("newly broken\n  S20 unknown-argument"), out);
  }

  @Test
  void what_a_candidate_needs_and_answers_otherwise_is_told() {
    String traces = "src/test/resources/golden/xen-4.22.jsonl.gz";
    String[] compared = {
      "compare",
      "--from",
      "xen-4.22",
      "--to",
      CANDIDATE,
      "S20",
      "--allow",
      "S20",
      "--need",
      "--recorded",
      traces,
      "--width",
      "100"
    };
    String out = CommandRun.output(ExitStatus.VERIFIED, compared);
    assertTrue(out.contains("  M-thread-id-lost         S20 violates resumability"), out);
    assertTrue(out.contains("36 recorded traces answered otherwise: 36 where the change"), out);
    assertTrue(out.contains("trace 5 (stuck), step 4, out[0]: recorded 0x32000003"), out);
  }

  /** Of the scenarios that the page names; what becomes of all others is in HISTORY. */
  @Test
  void from_4_13_to_4_14_is_as_the_page_on_validation_says() throws IOException {
    Path page = Path.of("VALIDATE.md");
    String said = Files.readString(page).replaceAll("\\s+", " ");
    assertTrue(
        said.contains(
            "five verdicts fixed (S01 and S02 with two and with three vCPUs, S77) and four newly"
                + " broken: S30 and S76, and S33 and S34, of which the catalogue expects nothing"
                + " before 4.14."),
        said);
    String out =
        CommandRun.output(
            ExitStatus.VIOLATED,
            "compare --from xen-4.13 --to xen-4.14 S01 S02 S77 S30 S76 S33 S34 --workers 2"
                + " --limit-around 100k");
    assertTrue(out.replaceAll("\\s+", " ").contains(": 5 fixed, 4 newly broken, 0 another"), out);
    assertEquals(
        List.of(
            "S01 (locked, 2 vCPUs)",
            "S01 (locked, 3 vCPUs)",
            "S02 (locked, 2 vCPUs)",
            "S02 (locked, 3 vCPUs)",
            "S77 (locked, 1 vCPU)"),
        titles(out, "fixed"));
    assertEquals(
        List.of(
            "S30 (locked, 1 vCPU)",
            "S33 (locked, 1 vCPU)",
            "S34 (locked, 2 vCPUs)",
            "S76 (locked, 1 vCPU)"),
        titles(out, "newly broken"));
  }

  private static List<String> titles(String report, String heading) {
    return report
        .substring(report.indexOf("\n" + heading + "\n") + heading.length() + 2)
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.matches("  S\\d.*"))
        .map(line -> line.strip().replaceAll(" [a-z-]+ \\(", " ("))
        .toList();
  }
}
