package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.cli.Main;
import vcpucheck.checker.cli.spi.ExitStatus;

/** Fixes of Xen's come to their shape by themselves when they are withheld. */
final class RepairsFoundTest {
  private static String run(int status, String command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertEquals(
        status,
        Main.run(command.split(" "), new PrintWriter(out), new PrintWriter(err)),
        out + "\n" + err);
    return out.toString();
  }

  /** What each vCPU does alone, without where in the source. */
  private static List<List<String>> shape(String id, String revision) {
    Scenario scenario =
        new OpteeCatalogue()
            .scenarios().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    Configuration form = scenario.defaults().withRevision(revision);
    return Checker.of(scenario.model(form)).soloRuns().stream()
        .map(one -> one.operations().stream().map(SoloRun.Operation::text).toList())
        .toList();
  }

  @Test
  void the_fix_of_the_seed_race_is_found_as_a_move_of_one_operation() {
    String found = "xen-4.13+NO_BUFFER_FREE_AT_ANSWER+BUFFER_FREE_AT_REQUEST";
    String out =
        run(
            ExitStatus.VERIFIED,
            "repair S01 --revision xen-4.13 --without 5b13eb1d97 --keep S77 --width 100");
    assertTrue(out.startsWith("REPAIRED: S01 cookie-reuse on xen-4.13 is verified with "), out);
    assertTrue(out.contains("    revision  " + found + "\n"), out);
  }

  @Test
  void a_free_at_the_request_alone_does_not_repair_the_seed_race() {
    for (String half : List.of("NO_BUFFER_FREE_AT_ANSWER", "BUFFER_FREE_AT_REQUEST")) {
      run(ExitStatus.VIOLATED, "check S01 --quiet --revision xen-4.13+" + half);
    }
  }

  @Test
  void what_is_found_for_the_twin_race_does_what_the_fix_does_but_names_it_otherwise() {
    String found = "xen-4.16+NO_PAGE_FREE_AT_ANSWER+PAGE_FREE_AT_REQUEST";
    String out =
        run(
            ExitStatus.VERIFIED,
            "repair S03 --revision xen-4.16 --without 5d2d5365ff --keep S12 --width 100");
    assertTrue(out.contains("    revision  " + found + "\n"), out);
    assertEquals(shape("S03", "xen-4.17"), shape("S03", found));
    assertTrue(!shape("S03", "xen-4.16").equals(shape("S03", found)));
  }

  @Test
  void nothing_repairs_a_temporary_buffer_that_two_calls_share() {
    String out = run(ExitStatus.VIOLATED, "repair S18 --keep S19 --most-parts 1 --quiet");
    assertTrue(out.startsWith("NONE: no set of at most 1 part repairs S18 shared-temporary"), out);
  }
}
