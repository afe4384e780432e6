package vcpucheck.scenarios.stress;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jcstress.annotations.Expect;

/** A report for people: for each test, a line for each outcome. */
final class StressText {
  private StressText() {}

  static String of(StressReport report) {
    StringBuilder text = new StringBuilder();
    report.results().forEach(result -> text.append(of(result)));
    text.append('\n').append(agreement(report));
    return text.toString();
  }

  private static String of(StressReport.Result result) {
    StringBuilder text = new StringBuilder();
    text.append(result.test().name()).append(": ").append(verdict(result)).append('\n');
    Map<String, OutcomeTable.Row> rows = new LinkedHashMap<>();
    result.table().rows().forEach(row -> rows.put(row.outcome(), row));
    result
        .forbidden()
        .forEach(
            outcome ->
                rows.putIfAbsent(
                    outcome, new OutcomeTable.Row(outcome, Expect.FORBIDDEN, "not in the table")));
    rows.values().forEach(row -> text.append(line(row, result)));
    result.violations().forEach(why -> text.append("  ").append(why).append('\n'));
    return text.toString();
  }

  private static String verdict(StressReport.Result result) {
    boolean isForbidden = !result.forbidden().isEmpty() || !result.violations().isEmpty();
    if (!isForbidden && result.isUndecided()) {
      return "no race seen, which decides nothing in mode sanity";
    }
    String seen =
        isForbidden ? "forbidden outcome seen" : result.isRaceSeen() ? "race seen" : "no race seen";
    return seen + (result.isAsExpected() ? ", as expected" : ", NOT as expected");
  }

  private static String line(OutcomeTable.Row row, StressReport.Result result) {
    return String.format(
        Locale.ROOT,
        "  %-24s  %-11s  %,11d samples  %s%n",
        row.outcome(),
        word(row.expect()),
        result.samples().getOrDefault(row.outcome(), 0L),
        row.about());
  }

  private static String word(Expect expect) {
    return switch (expect) {
      case ACCEPTABLE -> "acceptable";
      case ACCEPTABLE_INTERESTING -> "interesting";
      default -> "forbidden";
    };
  }

  private static String agreement(StressReport report) {
    StringBuilder text = new StringBuilder();
    for (StressReport.Result result : report.results()) {
      append(text, "the explorer excludes, but seen: ", result, result.excluded());
      append(text, "the explorer enumerates, but not seen: ", result, result.unseen());
    }
    return text.isEmpty()
        ? "The outcomes seen are those that the explorer enumerates.\n"
        : text.toString();
  }

  private static void append(
      StringBuilder text, String what, StressReport.Result result, Set<String> outcomes) {
    outcomes.forEach(
        outcome ->
            text.append(result.test().name())
                .append(": ")
                .append(what)
                .append(outcome)
                .append('\n'));
  }
}
