package vcpucheck.scenarios.lincheck;

/** A report for people. */
final class LincheckText {
  private LincheckText() {}

  /**
   * The report.
   *
   * @param isFull whether all that Lincheck says is in it
   */
  static String of(LincheckReport report, boolean isFull) {
    StringBuilder text = new StringBuilder();
    for (LincheckReport.Result result : report.results()) {
      text.append(result.test().name())
          .append(result.isLinearizable() ? ": linearizable" : ": not linearizable")
          .append(result.isAsExpected() ? ", as expected\n" : ", NOT as expected\n");
      result.findings().forEach(finding -> text.append(of(finding, isFull)));
    }
    return text.toString();
  }

  private static String of(LincheckFinding finding, boolean isFull) {
    String head = "  by " + finding.strategy().label() + ": ";
    if (finding.isEmpty()) {
      return head + "nothing found\n";
    }
    String found = isFull ? finding.report() + "\n" : finding.answers();
    return head + "found\n" + found.indent(4);
  }
}
