package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.cli.Main;
import vcpucheck.checker.cli.spi.ExitStatus;

/** What {@code compare} says of fixes whose effect is known. */
final class ComparisonTest {
  private static final String CANDIDATE = "xen-4.22+PUT_ON_UNKNOWN_COOKIE";

  private static String run(int status, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertEquals(
        status, Main.run(args, new PrintWriter(out), new PrintWriter(err)), out + "\n" + err);
    return out.toString();
  }

  @Test
  void the_fix_of_the_seed_race_is_a_refinement_and_closes_the_window() {
    String out =
        run(
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
    String text = run(ExitStatus.VERIFIED, (compared + "--width 200 --html " + page).split(" "));
    assertTrue(text.contains(named), text);
    assertTrue(Files.readString(page).contains(named));
    String mail = run(ExitStatus.VERIFIED, (compared + "--markdown -").split(" "));
    assertTrue(mail.replaceAll("\\s+", " ").contains(named), mail);
    String json = run(ExitStatus.VERIFIED, (compared + "--json -").split(" "));
    assertTrue(json.contains("page 1 words=[5, 0, 0, 4294967296, 5"), json);
  }

  @Test
  void a_wrong_candidate_is_refused_with_the_sentence_of_check() {
    String wrong = CANDIDATE + "+M-thread-id-lost";
    String checked = run(ExitStatus.VIOLATED, "check", "S20", "--revision", wrong, "--quiet");
    String sentence = checked.lines().toList().get(1).strip();
    String out = run(ExitStatus.VIOLATED, "compare", "--from", "xen-4.22", "--to", wrong, "S20");
    assertTrue(out.contains("another violation\n  S20 unknown-argument"), out);
    assertTrue(out.contains("    now       " + sentence + "\n"), out);
  }

  @Test
  void a_right_candidate_adds_the_outcome_that_it_is_meant_to_have() {
    String[] compared = {
      "compare", "--from", "xen-4.22", "--to", CANDIDATE, "S20", "--allow", "S20"
    };
    String out = run(ExitStatus.VERIFIED, compared);
    assertTrue(out.startsWith("NO REGRESSION: "), out);
    assertTrue(out.contains("violated: resumability -> verified"), out);
    assertTrue(out.matches("(?s).*\\n    RpcFlow.java:\\d+, handle_rpc_cmd: S20\\n.*"), out);
  }

  @Test
  void taking_the_fix_away_is_a_regression() {
    String out =
        run(ExitStatus.VIOLATED, "compare", "--from", CANDIDATE, "--to", "xen-4.22", "S20");
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
    String out = run(ExitStatus.VERIFIED, compared);
    assertTrue(out.contains("  M-thread-id-lost         S20 violates resumability"), out);
    assertTrue(out.contains("36 recorded traces answered otherwise: 36 where the change"), out);
    assertTrue(out.contains("trace 5 (stuck), step 4, out[0]: recorded 0x32000003"), out);
  }
}
