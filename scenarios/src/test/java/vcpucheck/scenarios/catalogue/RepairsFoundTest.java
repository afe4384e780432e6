package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Judge;
import vcpucheck.checker.repair.Repair;
import vcpucheck.checker.repair.RepairQuestion;
import vcpucheck.checker.repair.RepairReport;
import vcpucheck.checker.repair.RepairSearch;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.scenarios.fixtures.CommandRun;
import vcpucheck.scenarios.form.Form;

/** Fixes of Xen's come to their shape by themselves when they are withheld. */
final class RepairsFoundTest {
  private static Scenario scenario(String id) {
    return new OpteeCatalogue()
        .scenarios().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  /** What each vCPU does alone, without where in the source. */
  private static List<List<String>> shape(String id, String revision) {
    Scenario scenario = scenario(id);
    Configuration form = scenario.defaults().withRevision(revision);
    return Checker.of(scenario.model(form)).soloRuns().stream()
        .map(one -> one.operations().stream().map(SoloRun.Operation::text).toList())
        .toList();
  }

  /** The cheapest repair by edits alone. */
  private static String repair(String id, String base, String kept) {
    CodeBase code = Form.CODE_BASE;
    List<Coverage.Decision> edits =
        RepairQuestion.candidates(code, base, Set.of()).stream()
            .filter(part -> Fix.valueOf(part.name()).since().isEmpty())
            .toList();
    RepairQuestion question =
        new RepairQuestion(one(id), List.of(one(kept)), base, edits, 2, false);
    RepairReport report =
        new RepairSearch(
                question,
                code,
                new Judge(code, Options.defaults()),
                (one, form) -> ProgressListener.NONE,
                RepairSearch.Workers.NONE,
                () -> false)
            .run();
    return report.repairs().stream().map(Repair::form).collect(Collectors.joining(", "));
  }

  private static Case one(String id) {
    return Case.of(scenario(id)).findFirst().orElseThrow();
  }

  @Test
  void the_fix_of_the_seed_race_is_found_as_a_move_of_one_operation() {
    assertEquals(
        "xen-4.13+NO_BUFFER_FREE_AT_ANSWER+BUFFER_FREE_AT_REQUEST, "
            + "xen-4.13+NO_BUFFER_FREE_AT_ANSWER+BUFFER_FREE_BEFORE_COPY",
        repair("S01", "xen-4.13", "S77"));
  }

  @Test
  void a_free_at_the_request_alone_does_not_repair_the_seed_race() {
    for (String half : List.of("NO_BUFFER_FREE_AT_ANSWER", "BUFFER_FREE_AT_REQUEST")) {
      CommandRun.output(ExitStatus.VIOLATED, "check S01 --quiet --revision xen-4.13+" + half);
    }
  }

  @Test
  void what_is_found_for_the_twin_race_does_what_the_fix_does_but_names_it_otherwise() {
    String found = "xen-4.16+NO_PAGE_FREE_AT_ANSWER+PAGE_FREE_AT_REQUEST";
    assertEquals(found, repair("S03", "xen-4.16", "S12"));
    assertEquals(shape("S03", "xen-4.17"), shape("S03", found));
    assertTrue(!shape("S03", "xen-4.16").equals(shape("S03", found)));
  }

  @Test
  void a_data_race_is_repaired_by_a_stronger_ordering_if_the_marks_are_withheld() {
    String out =
        CommandRun.output(
            ExitStatus.VERIFIED,
            "repair S67 --without MARKED_THREAD_ID --keep S06 --most-parts 1 --quiet");
    assertEquals(
        "REPAIRED: S67 thread-id-race on xen-4.22 is verified with +ORDERED_THREAD_ID\n", out);
  }

  /** Of two that repair it, the narrower critical section costs less. */
  @Test
  void a_call_that_ends_is_repaired_by_a_narrower_critical_section() {
    String out =
        CommandRun.output(
            ExitStatus.VERIFIED,
            "repair S28 --without ATOMIC_CALL_END,REJECT_NO_THREAD --keep S06 --most-parts 1");
    assertTrue(out.contains(" is verified with +UNLOCKED_PUT\n"), out);
    assertTrue(out.indexOf("  +UNLOCKED_PUT\n") < out.indexOf("  +UNLIST_BEFORE_PUT\n"), out);
    assertTrue(out.contains("39 -> 37 operations, 2 atomic, 13 -> 12 under a lock"), out);
  }

  /** It makes no data race: who could look at the flag has looked under the lock before. */
  @Test
  void a_flag_that_nobody_finds_needs_no_lock_and_one_that_others_find_does() {
    CommandRun.output(
        ExitStatus.VERIFIED, "check S67 --quiet --revision xen-4.22+MARKED_THREAD_ID+UNLOCKED_PUT");
    CommandRun.output(
        ExitStatus.VERIFIED, "check double-resume --quiet --revision xen-4.22+UNLOCKED_PUT");
    CommandRun.output(
        ExitStatus.VIOLATED, "check double-resume --quiet --revision xen-4.22+M-unlocked-flag");
  }

  /** A wider critical section and a check under the lock are tried, too, and will not do. */
  @Test
  void edits_that_look_right_are_refuted() {
    CommandRun.output(
        ExitStatus.VIOLATED, "check S28 --quiet --revision xen-4.22+RECHECK_BEFORE_FREE");
    CommandRun.output(ExitStatus.VIOLATED, "check S67 --quiet --revision xen-4.22+RESET_IN_CLAIM");
    CommandRun.output(
        ExitStatus.VERIFIED, "check S06 --quiet --revision xen-4.22+RESET_IN_CLAIM+M-no-reset");
    CommandRun.output(ExitStatus.VIOLATED, "check S06 --quiet --revision xen-4.22+M-no-reset");
  }

  @Test
  void nothing_repairs_a_temporary_buffer_that_two_calls_share() {
    String out =
        CommandRun.output(ExitStatus.VIOLATED, "repair S18 --keep S19 --most-parts 1 --quiet");
    assertTrue(out.startsWith("NONE: no set of at most 1 part repairs S18 shared-temporary"), out);
  }
}
