package vcpucheck.scenarios.conform;

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
        + count(file.traces(), "trace")
        + ", "
        + count(file.steps(), "step")
        + ", "
        + String.join(" and ", file.revisions())
        + ": "
        + (differing == 0
            ? "conforms"
            : count(differing, "trace") + (differing == 1 ? " differs" : " differ"));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
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
