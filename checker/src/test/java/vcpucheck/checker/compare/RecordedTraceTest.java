package vcpucheck.checker.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Recordings.Deviation;
import vcpucheck.checker.compare.RecordedTrace.Agreement;
import vcpucheck.checker.report.comparison.RecordedText;

/** Traces that two forms answer alike, and otherwise. */
final class RecordedTraceTest {
  private static final List<Coverage.Decision> PARTS = List.of(new Coverage.Decision("FIX", true));

  private static Deviation deviation(int trace, int step, String answered, String... decided) {
    return new Deviation(
        "t.jsonl", trace, "name", step, "out[0]", "0x0", answered, List.of(decided));
  }

  @Test
  void what_both_answer_alike_is_left_out() {
    List<Deviation> both = List.of(deviation(1, 2, "0x1"), deviation(2, 3, "0x1"));
    assertEquals(List.of(), RecordedTrace.of(both, both));
    assertEquals(List.of(), RecordedTrace.of(List.of(), List.of()));
    assertEquals(
        "No recorded trace is answered otherwise.\n\n", RecordedText.of(List.of(), PARTS, 80));
  }

  @Test
  void each_trace_is_recorded_of_one_form_or_of_neither() {
    List<RecordedTrace> parted =
        RecordedTrace.of(
            List.of(deviation(3, 5, "0x1"), deviation(2, 4, "0x1")),
            List.of(deviation(1, 2, "0x3", "FIX"), deviation(3, 6, "0x1", "FIX")));
    assertEquals(List.of(1, 2, 3), parted.stream().map(RecordedTrace::trace).toList());
    assertEquals(
        List.of(Agreement.ONE, Agreement.OTHER, Agreement.NEITHER),
        parted.stream().map(RecordedTrace::agreement).toList());
    assertEquals(List.of(2, 4, 5), parted.stream().map(one -> one.first().step()).toList());
    assertEquals(
        List.of(true, false, false), parted.stream().map(one -> one.isExpected(PARTS)).toList());
  }

  @Test
  void unexpected_traces_come_first() {
    String text =
        RecordedText.of(
            RecordedTrace.of(
                List.of(), List.of(deviation(1, 2, "0x3", "FIX"), deviation(2, 7, "0x4", "ELSE"))),
            PARTS,
            150);
    assertTrue(
        text.startsWith(
            "2 recorded traces answered otherwise: 1 where the change is decided, as expected, and"
                + " 1 elsewhere; 2 recorded before the change\n"),
        text);
    assertTrue(text.indexOf("  unexpected  t.jsonl trace 2 (name), step 7") > 0, text);
    assertTrue(text.indexOf("unexpected  ") < text.indexOf("  expected  t.jsonl trace 1"), text);
    assertTrue(text.contains("recorded 0x0, before 0x0, after 0x3"), text);
  }
}
