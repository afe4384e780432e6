package vcpucheck.checker.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Stats;

/** Reports for programs. The fields are a stable contract. */
public final class JsonReport {
  private JsonReport() {}

  private record Check(
      String id,
      String scenario,
      String revision,
      String variant,
      String memory,
      @Nullable String mutant,
      String verdict,
      @Nullable String property,
      long states,
      long transitions,
      int depth,
      String interleavings,
      double seconds,
      @Nullable String reason) {}

  private record Entry(@JsonUnwrapped Check check, String expected, boolean asExpected) {}

  /** One exploration as an object. */
  public static String of(Report report) {
    return Json.text(check(report));
  }

  /** A suite as an array. */
  public static String of(SuiteReport suite) {
    return Json.text(suite.entries().stream().map(JsonReport::entry).toList());
  }

  /** A listing as an object. */
  public static String of(Listing listing) {
    return Json.text(listing);
  }

  private static Entry entry(SuiteReport.Entry entry) {
    return new Entry(check(entry.report()), entry.expectation().verdict(), entry.isAsExpected());
  }

  private static Check check(Report report) {
    Report.Subject subject = report.subject();
    Stats stats = report.result().stats();
    return new Check(
        subject.id(),
        subject.scenario(),
        subject.configuration().revision(),
        subject.configuration().variant(),
        subject.memory(),
        subject.configuration().mutant().orElse(null),
        report.word(),
        report.property().orElse(null),
        stats.states(),
        stats.transitions(),
        stats.depth(),
        stats.interleavings().toString(),
        report.seconds(),
        report.reason().orElse(null));
  }
}
