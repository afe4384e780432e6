package vcpucheck.checker.report;

import java.util.List;
import vcpucheck.checker.Stats;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.report.Table.Align;

/** A suite as a table of verdicts, one line for each scenario and configuration. */
public final class SuiteText {
  private static final int WIDTH = 60;

  private SuiteText() {}

  /** The suite as text: the table, then what is not as expected, then the sums. */
  public static String of(SuiteReport suite) {
    Table table =
        new Table(
            List.of(
                "id",
                "scenario",
                "revision",
                "variant",
                "mutant",
                "memory",
                "vCPUs",
                "verdict",
                "",
                "states",
                "time"),
            List.of(
                Align.LEFT,
                Align.LEFT,
                Align.LEFT,
                Align.LEFT,
                Align.LEFT,
                Align.LEFT,
                Align.RIGHT,
                Align.LEFT,
                Align.LEFT,
                Align.RIGHT,
                Align.RIGHT),
            WIDTH);
    suite.entries().forEach(entry -> table.add(row(entry)));
    return table.render("") + "\n" + problems(suite) + sums(suite);
  }

  private static List<String> row(SuiteReport.Entry entry) {
    Report report = entry.report();
    Configuration configuration = report.subject().configuration();
    Stats stats = report.result().stats();
    return List.of(
        report.subject().id(),
        report.subject().scenario(),
        configuration.revision(),
        configuration.variant(),
        configuration.mutant().orElse("-"),
        report.subject().memory(),
        Integer.toString(configuration.vcpus()),
        entry.found() + (entry.isRelease() ? ", release build" : ""),
        entry.isAsExpected() ? "as expected" : "NOT AS EXPECTED",
        Numbers.grouped(stats.states()),
        Numbers.seconds(report.result().elapsed()));
  }

  private static String problems(SuiteReport suite) {
    StringBuilder text = new StringBuilder();
    for (SuiteReport.Entry entry : suite.entries()) {
      if (!entry.isAsExpected()) {
        text.append(entry.report().subject().title())
            .append(entry.isRelease() ? ", release build" : "")
            .append(": expected ")
            .append(entry.expected())
            .append(", found ")
            .append(entry.found())
            .append(entry.report().reason().map(reason -> " (" + reason + ")").orElse(""))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String sums(SuiteReport suite) {
    int all = suite.entries().size();
    return Numbers.counted(all, "verdict")
        + ": "
        + Numbers.grouped(all - suite.wrong() - suite.incomplete())
        + " as expected, "
        + Numbers.grouped(suite.wrong())
        + " not as expected, "
        + Numbers.grouped(suite.incomplete())
        + " incomplete"
        + (suite.left() == 0
            ? ""
            : "; " + Numbers.grouped(suite.left()) + " large left out (--large adds them)")
        + (suite.interrupted() ? "; interrupted before the end" : "")
        + "\n";
  }
}
