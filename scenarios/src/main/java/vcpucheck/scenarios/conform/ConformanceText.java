package vcpucheck.scenarios.conform;

import java.util.List;
import vcpucheck.checker.catalogue.Recordings.Deviation;
import vcpucheck.checker.compare.RecordedTrace;
import vcpucheck.checker.report.NumberFormats;

/** A conformance report for people: a line for each file, then the first difference. */
final class ConformanceText {
  private ConformanceText() {}

  static String of(ConformanceReport report) {
    StringBuilder text = new StringBuilder();
    report.files().forEach(file -> text.append(line(file)).append('\n'));
    report.differences().stream().findFirst().ifPresent(first -> text.append(details(first)));
    return text.toString();
  }

  /**
   * What two forms answer otherwise.
   *
   * @param differences the traces that they answer otherwise, as text
   * @param to where the other deviates from what was recorded
   */
  static String of(List<RecordedTrace> parted, String differences, List<Deviation> to) {
    String conforms =
        to.isEmpty()
            ? "The real code answers as the other form in every trace.\n"
            : "The real code answers otherwise than the other form in "
                + NumberFormats.counted(to.size(), "trace")
                + ".\n";
    return (parted.isEmpty() ? "Both forms answer alike in every trace.\n" : differences)
        + conforms;
  }

  private static String line(ConformanceReport.File file) {
    int differing = file.differences().size();
    return file.file()
        + ": "
        + NumberFormats.counted(file.traces(), "trace")
        + ", "
        + NumberFormats.counted(file.steps(), "step")
        + ", "
        + String.join(" and ", file.revisions())
        + ": "
        + (differing == 0
            ? "conforms"
            : NumberFormats.counted(differing, "trace")
                + (differing == 1 ? " differs" : " differ"));
  }

  private static String details(Difference first) {
    return "\nfirst difference\n"
        + ("  file      " + first.file() + "\n")
        + ("  trace     " + first.trace() + " (" + first.name() + ")\n")
        + ("  step      " + first.step() + "\n")
        + ("  field     " + first.field() + "\n")
        + ("  expected  " + first.expected() + "\n")
        + ("  got       " + first.got() + "\n");
  }
}
