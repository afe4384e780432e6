package vcpucheck.checker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.fixtures.Golden;
import vcpucheck.checker.trace.Step;

final class CheckTextTest {
  private static final String HINT = "Replay it with\n  vcpucheck replay race.trace";

  private static final TextStyle FULL = new TextStyle(true, 80);
  private static final TextStyle WIDE = new TextStyle(false, 200);

  private static String text(Verdict verdict, TextStyle style) {
    return CheckText.of(Reports.of(verdict), style, HINT);
  }

  @Test
  void verified() throws IOException {
    Golden.check("verified.txt", text(Reports.verified(), TextStyle.USUAL));
  }

  @Test
  void verified_by_fingerprints_says_how_sure_that_is() throws IOException {
    Golden.check("fingerprints.txt", text(new Verdict.Verified(1.25e-9), TextStyle.USUAL));
  }

  @Test
  void incomplete() throws IOException {
    Golden.check("incomplete.txt", text(Reports.incomplete(), TextStyle.USUAL));
  }

  @Test
  void a_short_counterexample_is_shown_whole() throws IOException {
    Golden.check("short.txt", text(Reports.violated(24, 10), TextStyle.USUAL));
  }

  @Test
  void a_long_counterexample_is_summed_up_between_context_switches() throws IOException {
    Golden.check("long.txt", text(Reports.violated(240, 80), TextStyle.USUAL));
  }

  @Test
  void where_there_is_room_each_vcpu_has_a_column() throws IOException {
    Golden.check("short-wide.txt", text(Reports.violated(24, 10), WIDE));
    Golden.check("long-wide.txt", text(Reports.violated(240, 80), WIDE));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100, 120, 160, 200})
  void no_line_is_longer_than_wanted_but_the_first(int width) {
    for (Verdict verdict : List.of(Reports.violated(240, 80), Reports.unexplained())) {
      text(verdict, new TextStyle(false, width))
          .lines()
          .skip(1)
          .forEach(line -> assertTrue(line.length() <= width, line));
    }
  }

  @Test
  void the_number_of_vcpus_is_that_of_the_program() {
    CheckReport asked = Reports.of(Reports.verified());
    CheckReport report = new CheckReport(asked.subject(), asked.options(), asked.result(), 3);
    String text = CheckText.of(report, TextStyle.USUAL, "");
    assertTrue(text.startsWith("VERIFIED: S01 cookie-reuse on xen-4.13 (locked, 3 vCPUs), "), text);
    assertTrue(text.contains("\n  code      revision xen-4.13, variant locked, 3 vCPUs\n"), text);
  }

  @Test
  void a_history_follows_the_steps() throws IOException {
    Golden.check("history.txt", text(Reports.unexplained(), TextStyle.USUAL));
  }

  @Test
  void full_detail_shows_every_operation() throws IOException {
    Golden.check("full.txt", text(Reports.violated(240, 80), FULL));
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
    Golden.check("runs.txt", TraceText.steps(List.of("vcpu0", "vcpu1"), steps, TextStyle.USUAL));
  }

  @Test
  void an_excerpt_leaves_nothing_out() {
    for (int turn = 1; turn < 50; turn++) {
      List<Step> steps = Reports.steps(200, turn);
      List<Step> shown =
          Excerpt.of(steps, false).stream().flatMap(run -> run.steps().stream()).toList();
      assertEquals(steps, shown);
    }
  }

  @Test
  void long_cells_continue_below() {
    assertEquals(
        List.of("load a.b", "  c.d", "  eeeeeeee", "  ee"),
        WordWrap.lines("load a.b c.d eeeeeeeeee", 10));
    assertEquals(List.of("    load a", "      b"), WordWrap.lines("    load a b", 10));
    assertEquals("  a  b c\n     d\n", WordWrap.hanging("  a  ", "b c d", 8));
  }
}
