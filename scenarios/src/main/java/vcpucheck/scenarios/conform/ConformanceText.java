package vcpucheck.scenarios.conform;

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
