package vcpucheck.checker.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Stats;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.History;

/**
 * Reports for programs. The fields are a stable contract; {@code history} is there only if the
 * counterexample has one, {@code release} only if the expectation is about a release build.
 */
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
      @Nullable String reason,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Operation> history) {}

  /** One operation of a counterexample's history; no answer and no return if it has not ended. */
  private record Operation(
      String vcpu,
      String operation,
      @Nullable String answer,
      int call,
      @JsonProperty("return") @Nullable Integer end) {}

  private record Entry(
      @JsonUnwrapped Check check,
      String expected,
      boolean asExpected,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean release) {}

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
    return new Entry(
        check(entry.report()),
        entry.expectation().verdict(),
        entry.isAsExpected(),
        entry.isRelease());
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
        report.reason().orElse(null),
        report.counterexample().map(JsonReport::history).orElse(List.of()));
  }

  private static List<Operation> history(Counterexample found) {
    return History.of(found.steps()).operations().stream()
        .map(operation -> operation(operation, found.vcpus()))
        .toList();
  }

  private static Operation operation(History.Operation operation, List<String> vcpus) {
    boolean isOpen = operation.returned() == History.NEVER;
    return new Operation(
        vcpus.get(operation.vcpu()),
        operation.text(),
        isOpen ? null : operation.answer(),
        operation.called(),
        isOpen ? null : operation.returned());
  }
}
