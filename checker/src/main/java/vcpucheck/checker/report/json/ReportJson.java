package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.SlabUse;
import vcpucheck.checker.Stats;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.Validation;
import vcpucheck.checker.Violations;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.report.CheckReport;
import vcpucheck.checker.report.Listing;
import vcpucheck.checker.report.SuiteReport;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.History;
import vcpucheck.checker.trace.Lasso;
import vcpucheck.checker.trace.Returned;
import vcpucheck.checker.trace.Step;

/**
 * Reports for programs. The fields are a stable contract: with the same {@code schema} none goes or
 * changes its meaning, and some may be added. {@code history} is there only if the counterexample
 * has one, {@code endless} only if it goes on for ever, {@code mergedHistories} only if the model
 * was validated, {@code notChecked} only if some property is not, {@code release} only if the
 * expectation is about a release build.
 */
public final class ReportJson {
  /** To be raised when a field goes or changes its meaning. */
  public static final int SCHEMA = 3;

  private ReportJson() {}

  /** What writes reports, as each of them states it. */
  public static String tool() {
    return ToolVersion.text();
  }

  /** See {@link CheckReport}; {@code steps} and the numbers after it are the counterexample's. */
  private record Check(
      int schema,
      String tool,
      String id,
      String scenario,
      String revision,
      String variant,
      String memory,
      @Nullable String mutant,
      int vcpus,
      String build,
      String verdict,
      @Nullable String property,
      long states,
      long transitions,
      int depth,
      String interleavings,
      double seconds,
      @Nullable String reason,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notChecked,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Validation mergedHistories,
      @Nullable Integer steps,
      @Nullable Integer contextSwitches,
      @Nullable Integer preemptions,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Endless endless,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Operation> history,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Return> returns,
      Coverage coverage,
      List<Heap> slabs,
      Search options) {}

  /** A slab, and which free slot its allocations take. */
  private record Heap(String name, int capacity, String reuse) {
    static Heap of(SlabUse slab) {
      return new Heap(slab.name(), slab.capacity(), slab.reuse().word());
    }
  }

  /** How the search went; no seed if nothing depends on it, no reuse policy if none was chosen. */
  private record Search(
      String order,
      @Nullable Long seed,
      String store,
      List<String> reductions,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reuse,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean strictHistories,
      boolean validated,
      long countUpTo,
      int workers,
      Bounds limits) {
    static Search of(Options options) {
      return new Search(
          word(options.order()),
          options.order() == Options.Order.RANDOM ? options.seed() : null,
          word(options.store()),
          options.effectiveReductions().names(),
          options.reuse().map(Slab.Reuse::word).orElse(null),
          options.strictHistories() ? true : null,
          options.validate(),
          options.countedStates(),
          options.workers(),
          Bounds.of(options.limits()));
    }
  }

  /** When the search gives up; null is never. */
  private record Bounds(@Nullable Long states, @Nullable Double seconds, @Nullable Long bytes) {
    static Bounds of(Limits limits) {
      return new Bounds(
          limits.states() == Long.MAX_VALUE ? null : limits.states(),
          limits.limitsTime() ? limits.time().toMillis() / 1000.0 : null,
          limits.bytes() == Long.MAX_VALUE ? null : limits.bytes());
    }
  }

  /** One operation of a counterexample's history; no answer and no return if it has not ended. */
  private record Operation(
      String vcpu,
      String operation,
      @Nullable String answer,
      int call,
      @JsonProperty("return") @Nullable Integer end) {}

  /** What a C function returns after a step of a counterexample, from 1. */
  private record Return(String vcpu, int step, String function, String value) {}

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
      @Nullable String expected,
      @Nullable String expectedProperty,
      @Nullable Boolean asExpected,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean release) {}

  /** See {@link Violations}, and {@link ViolationJson}. */
  private record All(
      @JsonUnwrapped Check check, boolean exhaustive, List<ViolationJson> violations) {}

  private record Everything(int schema, String tool, @JsonUnwrapped Listing listing) {}

  /** One exploration as an object. */
  public static String of(CheckReport report) {
    return Json.text(check(report));
  }

  /** One exploration as an object, and all that is wrong. */
  public static String of(CheckReport report, Violations all) {
    return Json.text(
        new All(
            check(report),
            all.isExhaustive(),
            all.found().stream().map(ViolationJson::of).toList()));
  }

  /** A suite as an array. */
  public static String of(SuiteReport suite) {
    return Json.text(suite.entries().stream().map(ReportJson::entry).toList());
  }

  /** A listing as an object. */
  public static String of(Listing listing) {
    return Json.text(new Everything(SCHEMA, tool(), listing));
  }

  private static Entry entry(SuiteReport.Entry entry) {
    return new Entry(
        check(entry.report()),
        entry.expectation().verdict().map(VerdictKind::word).orElse(null),
        entry.expectation().property().orElse(null),
        entry.isJudged() ? entry.isAsExpected() : null,
        entry.isRelease());
  }

  private static Check check(CheckReport report) {
    CheckReport.Subject subject = report.subject();
    Stats stats = report.result().stats();
    Optional<Counterexample> found = report.counterexample();
    return new Check(
        SCHEMA,
        tool(),
        subject.id(),
        subject.scenario(),
        subject.configuration().revision(),
        subject.configuration().variant(),
        subject.memory(),
        subject.configuration().mutant().orElse(null),
        report.vcpus(),
        word(report.options().build()),
        report.kind().word(),
        report.property().orElse(null),
        stats.states(),
        stats.transitions(),
        stats.depth(),
        stats.interleavings().toString(),
        report.seconds(),
        report.reason().orElse(null),
        report.notChecked(),
        stats.validation().orElse(null),
        found.map(trail -> trail.steps().size()).orElse(null),
        found.map(trail -> trail.schedule().contextSwitches()).orElse(null),
        found.map(Counterexample::preemptions).orElse(null),
        found.flatMap(ReportJson::endless).orElse(null),
        found.map(ReportJson::history).orElse(List.of()),
        found.map(ReportJson::returns).orElse(List.of()),
        report.result().coverage(),
        report.result().slabs().stream().map(Heap::of).toList(),
        Search.of(report.options()));
  }

  private static Optional<Endless> endless(Counterexample found) {
    return found.lasso().map(lasso -> Endless.of(lasso, found.steps().size()));
  }

  private static List<Operation> history(Counterexample found) {
    return History.of(found.steps()).operations().stream()
        .map(operation -> operation(operation, found.vcpus()))
        .toList();
  }

  private static List<Return> returns(Counterexample found) {
    List<Return> returns = new ArrayList<>();
    for (int at = 0; at < found.steps().size(); at++) {
      Step step = found.steps().get(at);
      for (Returned one : step.returns()) {
        returns.add(
            new Return(found.vcpus().get(step.vcpu()), at + 1, one.function(), one.value()));
      }
    }
    return returns;
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

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
