package vcpucheck.checker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.fixtures.Golden;
import vcpucheck.checker.trace.Step;

final class TextReportTest {
  private static final String HINT = "Replay it with\n  vcpucheck replay race.trace";

  private static String text(Verdict verdict, Detail detail) {
    return TextReport.of(Reports.of(verdict), detail, HINT);
  }

  @Test
  void verified() throws IOException {
    Golden.check("verified.txt", text(Reports.verified(), Detail.BRIEF));
  }

  @Test
  void verified_by_fingerprints_says_how_sure_that_is() throws IOException {
    Golden.check("fingerprints.txt", text(new Verdict.Verified(1.25e-9), Detail.BRIEF));
  }

  @Test
  void incomplete() throws IOException {
    Golden.check("incomplete.txt", text(Reports.incomplete(), Detail.BRIEF));
  }

  @Test
  void a_short_counterexample_is_shown_whole() throws IOException {
    Golden.check("short.txt", text(Reports.violated(24, 10), Detail.BRIEF));
  }

  @Test
  void a_long_counterexample_is_summed_up_between_context_switches() throws IOException {
    Golden.check("long.txt", text(Reports.violated(240, 80), Detail.BRIEF));
  }

  @Test
  void a_history_follows_the_steps() throws IOException {
    Golden.check("history.txt", text(Reports.unexplained(), Detail.BRIEF));
  }

  @Test
  void full_detail_shows_every_operation() throws IOException {
    Golden.check("full.txt", text(Reports.violated(240, 80), Detail.FULL));
  }

  @Test
  void short_runs_are_summed_up_together_and_long_values_are_cut() throws IOException {
    List<Step> steps = new ArrayList<>(Reports.steps(80, 80));
    for (int at = 2; at < 30; at++) {
      steps.set(
          at,
          new Step(
              0,
              "Call",
              "load cell" + at,
              "Value[" + "word ".repeat(at) + "]",
              "A.java:1",
              "f" + at / 2));
    }
    steps.set(1, steps.get(29));
    Golden.check("runs.txt", TraceText.steps(List.of("vcpu0", "vcpu1"), steps, Detail.BRIEF));
  }

  @Test
  void an_excerpt_leaves_nothing_out() {
    for (int turn = 1; turn < 50; turn++) {
      List<Step> steps = Reports.steps(200, turn);
      List<Step> shown =
          Excerpt.of(steps, Detail.BRIEF).stream().flatMap(run -> run.steps().stream()).toList();
      assertEquals(steps, shown);
    }
  }

  @Test
  void long_cells_continue_below() {
    assertEquals(
        List.of("load a.b", "  c.d", "  eeeeeeee", "  ee"),
        Wrapping.lines("load a.b c.d eeeeeeeeee", 10));
  }
}
