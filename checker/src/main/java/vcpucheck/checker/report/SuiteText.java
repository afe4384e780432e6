package vcpucheck.checker.report;

import java.util.List;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.report.SuiteReport.Reason;
import vcpucheck.checker.report.Table.Align;

/**
 * A suite as a table of verdicts, one line for each scenario and configuration; where that is too
 * wide, the configurations of a scenario stand below its name.
 */
public final class SuiteText {
  private SuiteText() {}

  /** The suite as text: the table, then what was run, what is not as expected, and the sums. */
  public static String of(SuiteReport suite, TextStyle style) {
    Table wide = wide(suite);
    Table table = wide.fits(style.width()) ? wide : narrow(suite);
    return table.render(style.width()) + "\n" + reached(suite, style) + conclusion(suite);
  }

  /** What is not as expected, and the sums, alone. */
  public static String conclusion(SuiteReport suite) {
    return problems(suite) + sums(suite) + "\n";
  }

  private static Table wide(SuiteReport suite) {
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
            "");
    suite.entries().forEach(entry -> table.add(row(entry)));
    return table;
  }

  private static List<String> row(SuiteReport.Entry entry) {
    CheckReport report = entry.report();
    Configuration configuration = report.subject().configuration();
    return List.of(
        report.subject().id(),
        report.subject().scenario(),
        configuration.revision(),
        configuration.variant(),
        configuration.mutant().orElse("-"),
        report.subject().memory(),
        Integer.toString(report.vcpus()),
        verdict(entry),
        entry.judgement(),
        NumberFormats.grouped(report.result().stats().states()),
        NumberFormats.seconds(report.result().elapsed()));
  }

  private static String verdict(SuiteReport.Entry entry) {
    return entry.found()
        + (entry.isRelease() ? ", release build" : "")
        + entry.report().options().reuse().map(reuse -> ", " + reuse.shortText()).orElse("");
  }

  private static Table narrow(SuiteReport suite) {
    Table table =
        new Table(
            List.of("scenario, configuration", "vCPUs", "verdict", "states"),
            List.of(Align.LEFT, Align.RIGHT, Align.LEFT, Align.RIGHT),
            "");
    String last = "";
    for (SuiteReport.Entry entry : suite.entries()) {
      CheckReport.Subject subject = entry.report().subject();
      String scenario = subject.id() + " " + subject.scenario();
      if (!scenario.equals(last)) {
        table.add(List.of(scenario, "", "", ""));
      }
      last = scenario;
      table.add(
          List.of(
              "  " + subject.form(),
              Integer.toString(entry.report().vcpus()),
              (entry.isAsExpected() ? "" : entry.judgement() + ": ") + verdict(entry),
              NumberFormats.grouped(entry.report().result().stats().states())));
    }
    return table;
  }

  private static String problems(SuiteReport suite) {
    StringBuilder text = new StringBuilder();
    for (SuiteReport.Entry entry : suite.entries()) {
      if (entry.isFailure() || entry.isIncomplete()) {
        text.append(entry.report().title())
            .append(entry.isRelease() ? ", release build" : "")
            .append(": ")
            .append(entry.expected())
            .append(", found ")
            .append(entry.found())
            .append(entry.report().reason().map(reason -> " (" + reason + ")").orElse(""))
            .append('\n');
      }
    }
    if (!suite.neverReached().isEmpty()) {
      text.append("no search comes to ")
          .append(String.join(", ", suite.neverReached()))
          .append(", so that nothing is said of it\n");
    }
    return text.toString();
  }

  /** What all searches together have run; nothing if they have run nothing. */
  private static String reached(SuiteReport suite, TextStyle style) {
    Coverage all = suite.reached();
    return all.lines().isEmpty()
        ? ""
        : WordWrap.hanging(
            "together they reached ",
            CoverageText.reached(all) + CoverageText.missed(all),
            style.width());
  }

  private static String sums(SuiteReport suite) {
    int all = suite.entries().size();
    long large = suite.skipped(Reason.LARGE);
    long afterFailure = suite.skipped(Reason.FAIL_FAST);
    return NumberFormats.counted(all, "verdict")
        + ": "
        + NumberFormats.grouped(suite.asExpected())
        + " as expected, "
        + NumberFormats.grouped(suite.wrong())
        + " not as expected, "
        + NumberFormats.grouped(suite.incomplete())
        + " incomplete"
        + nothingExpected(suite)
        + (large == 0
            ? ""
            : "; " + NumberFormats.grouped(large) + " large left out (--large adds them)")
        + (afterFailure == 0
            ? ""
            : "; " + NumberFormats.grouped(afterFailure) + " not checked (--fail-fast)")
        + (suite.interrupted() ? "; interrupted before the end" : "");
  }

  private static String nothingExpected(SuiteReport suite) {
    long verified = suite.unjudged(VerdictKind.VERIFIED);
    long violated = suite.unjudged(VerdictKind.VIOLATED);
    return verified + violated == 0
        ? ""
        : "; nothing expected of "
            + NumberFormats.grouped(verified + violated)
            + ": "
            + NumberFormats.grouped(verified)
            + " verified, "
            + NumberFormats.grouped(violated)
            + " violated";
  }
}
