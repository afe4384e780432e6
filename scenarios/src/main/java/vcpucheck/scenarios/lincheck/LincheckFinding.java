package vcpucheck.scenarios.lincheck;

/**
 * What one search found.
 *
 * @param test the name of the test
 * @param report Lincheck's report; empty if it found nothing
 */
record LincheckFinding(String test, Strategy strategy, String report) {
  private static final String TAB = "\t";

  boolean isEmpty() {
    return report.isEmpty();
  }

  /** What the operations answered: the first table of the report. */
  String answers() {
    StringBuilder table = new StringBuilder();
    boolean hasBegun = false;
    for (String line : report.lines().toList()) {
      boolean isRow = line.startsWith("|");
      if (hasBegun && !isRow) {
        break;
      }
      if (isRow) {
        hasBegun = true;
        table.append(line).append('\n');
      }
    }
    return table.toString();
  }

  /** As a line of a file. */
  String line() {
    String escaped = report.replace("\\", "\\\\").replace("\n", "\\n").replace(TAB, "\\t");
    return String.join(TAB, test, strategy.name(), escaped);
  }

  /** What {@link #line} wrote. */
  static LincheckFinding of(String line) {
    String[] fields = line.split(TAB, 3);
    return new LincheckFinding(
        fields[0], Strategy.valueOf(fields[1]), fields[2].translateEscapes());
  }
}
