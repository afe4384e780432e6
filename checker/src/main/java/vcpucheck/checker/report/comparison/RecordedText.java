package vcpucheck.checker.report.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Recordings.Deviation;
import vcpucheck.checker.compare.RecordedTrace;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.WordWrap;

/** Recorded traces that two forms of the code answer otherwise, for people. */
public final class RecordedText {
  private static final int MOST = 6;

  private RecordedText() {}

  /**
   * The traces as text, unexpected ones first.
   *
   * @param parts by what the forms differ
   */
  public static String of(List<RecordedTrace> traces, List<Coverage.Decision> parts, int width) {
    if (traces.isEmpty()) {
      return "No recorded trace is answered otherwise.\n\n";
    }
    List<RecordedTrace> unexpected =
        traces.stream().filter(trace -> !trace.isExpected(parts)).toList();
    List<RecordedTrace> expected = traces.stream().filter(one -> one.isExpected(parts)).toList();
    StringBuilder text =
        new StringBuilder(
            WordWrap.hanging(
                "",
                NumberFormats.counted(traces.size(), "recorded trace")
                    + " answered otherwise: "
                    + expected.size()
                    + " where the change is decided, as expected, and "
                    + unexpected.size()
                    + " elsewhere; "
                    + agreements(traces),
                width));
    lines(text, unexpected, "unexpected", width);
    lines(text, expected, "expected", width);
    return text.append('\n').toString();
  }

  private static String agreements(List<RecordedTrace> traces) {
    return Arrays.stream(RecordedTrace.Agreement.values())
        .map(
            kind ->
                traces.stream().filter(trace -> trace.agreement() == kind).count()
                    + " "
                    + kind.text())
        .filter(part -> !part.startsWith("0 "))
        .collect(Collectors.joining(", "));
  }

  private static void lines(
      StringBuilder text, List<RecordedTrace> traces, String word, int width) {
    traces.stream()
        .limit(MOST)
        .forEach(trace -> text.append(WordWrap.hanging("  " + word + "  ", line(trace), width)));
    if (traces.size() > MOST) {
      text.append("  ").append(word).append("  ").append(traces.size() - MOST).append(" more\n");
    }
  }

  /** "xen-4.22.jsonl.gz trace 5 (stuck), step 4, out[0]: recorded 0x0, one 0x0, other 0x3". */
  private static String line(RecordedTrace trace) {
    Deviation first = trace.first();
    return file(trace.file())
        + " trace "
        + trace.trace()
        + " ("
        + trace.name()
        + "), step "
        + first.step()
        + ", "
        + first.field()
        + ": recorded "
        + first.recorded()
        + ", before "
        + answer(trace.from(), first)
        + ", after "
        + answer(trace.to(), first);
  }

  /** What a form answers where the forms part; what was recorded if it deviates later only. */
  private static String answer(Optional<Deviation> deviation, Deviation first) {
    return deviation
        .filter(one -> one.step() == first.step() && one.field().equals(first.field()))
        .map(Deviation::answered)
        .orElse(first.recorded());
  }

  private static String file(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
