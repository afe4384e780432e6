package vcpucheck.checker.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Stats;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.History;
import vcpucheck.checker.trace.Lasso;

/**
 * Reports for programs. The fields are a stable contract; {@code history} is there only if the
 * counterexample has one, {@code endless} only if it goes on for ever, {@code notChecked} only if
 * some property is not, {@code release} only if the expectation is about a release build.
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
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notChecked,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Endless endless,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Operation> history) {}

  /** One operation of a counterexample's history; no answer and no return if it has not ended. */
  private record Operation(
      String vcpu,
      String operation,
      @Nullable String answer,
      int call,
      @JsonProperty("return") @Nullable Integer end) {}

  /**
   * How a counterexample goes on for ever.
   *
   * @param after the step after which the violation cannot be avoided; 0 is the start
   * @param first the first of the steps that repeat
   * @param last the last of them, and of all
   */
  private record Endless(int after, int first, int last) {
    static Endless of(Lasso lasso, int steps) {
      return new Endless(lasso.doomed(), lasso.loop() + 1, steps);
    }
  }

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
        report.notChecked(),
        endless(report).orElse(null),
        report.counterexample().map(JsonReport::history).orElse(List.of()));
  }

  private static Optional<Endless> endless(Report report) {
    return report
        .counterexample()
        .flatMap(found -> found.lasso().map(lasso -> Endless.of(lasso, found.steps().size())));
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
