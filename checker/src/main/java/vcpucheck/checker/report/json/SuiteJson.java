package vcpucheck.checker.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Stats;
import vcpucheck.checker.ToolVersion;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.report.CheckReport;
import vcpucheck.checker.report.SuiteReport;
import vcpucheck.checker.trace.Counterexample;

/**
 * A suite as data: what its page is drawn from. There are no times in it, so that equal suites have
 * equal pages; {@link ReportJson} has them.
 */
public final class SuiteJson {
  /** Names the format. */
  public static final String SCHEMA = "vcpucheck/suite/1";

  private final Map<String, Integer> searches = new LinkedHashMap<>();
  private final Map<String, Integer> functions = new LinkedHashMap<>();
  private final Map<Named, Integer> scenarios = new LinkedHashMap<>();

  private SuiteJson() {}

  /**
   * The names of the columns, in the order of the catalogues.
   *
   * @param variants the default first
   * @param revisions oldest first
   */
  public record Columns(List<String> variants, List<String> revisions) {
    public Columns {
      variants = List.copyOf(variants);
      revisions = List.copyOf(revisions);
    }
  }

  private record Document(
      String schema,
      String tool,
      List<String> variants,
      List<String> revisions,
      List<Named> scenarios,
      List<Verdict> verdicts,
      List<Unchecked> unchecked,
      List<String> searches,
      List<String> functions,
      Reached reached,
      List<String> neverReached,
      boolean interrupted) {}

  private record Named(String id, String name, String lesson) {}

  /**
   * What was checked, and what came of it. Scenario, search and functions are indexes of the
   * document's lists.
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Verdict(
      int scenario,
      Code code,
      String verdict,
      @Nullable String property,
      @Nullable String expected,
      @Nullable String expectedProperty,
      @Nullable Boolean asExpected,
      List<String> neverReached,
      @Nullable String reason,
      long states,
      long transitions,
      int depth,
      String interleavings,
      int search,
      Reached reached,
      List<String> notChecked,
      @Nullable Trail trail,
      String command,
      @Nullable String page) {}

  private record Code(
      String revision,
      String variant,
      @Nullable String mutant,
      int vcpus,
      String memory,
      String build) {}

  private record Trail(int steps, int switches, int preemptions) {}

  private record Unchecked(int scenario, Code code, String expected, String reason) {}

  /** How many lines and C functions were reached, and which functions were not. */
  private record Reached(
      int lines, int missedLines, int functions, List<Integer> missedFunctions) {}

  /**
   * The data, on one line.
   *
   * @param columns those that some verdict may be in
   */
  public static String of(SuiteReport suite, Columns columns) {
    SuiteJson numbers = new SuiteJson();
    List<Verdict> verdicts = suite.entries().stream().map(numbers::verdict).toList();
    List<Unchecked> unchecked = suite.skipped().stream().map(numbers::unchecked).toList();
    Reached reached = numbers.reached(suite.reached());
    return Json.line(
        new Document(
            SCHEMA,
            ToolVersion.text(),
            columns.variants(),
            columns.revisions(),
            List.copyOf(numbers.scenarios.keySet()),
            verdicts,
            unchecked,
            List.copyOf(numbers.searches.keySet()),
            List.copyOf(numbers.functions.keySet()),
            reached,
            suite.neverReached(),
            suite.interrupted()));
  }

  private Verdict verdict(SuiteReport.Entry entry) {
    CheckReport report = entry.report();
    Stats stats = report.result().stats();
    Expectation expectation = entry.expectation();
    return new Verdict(
        scenario(report.subject()),
        code(report.subject(), report.vcpus(), entry.isRelease()),
        report.kind().word(),
        report.property().orElse(null),
        expectation.verdict().map(VerdictKind::word).orElse(null),
        expectation.property().orElse(null),
        entry.isJudged() ? entry.isAsExpected() : null,
        entry.neverReached(),
        report.reason().orElse(null),
        stats.states(),
        stats.transitions(),
        stats.depth(),
        stats.interleavings().toString(),
        number(searches, report.search()),
        reached(report.result().coverage()),
        report.notChecked(),
        report.counterexample().map(SuiteJson::trail).orElse(null),
        command(report.subject(), report.vcpus(), entry.isRelease()),
        entry.page().orElse(null));
  }

  private Unchecked unchecked(SuiteReport.Skipped skipped) {
    CheckReport.Subject subject = skipped.subject();
    boolean isRelease = skipped.expectation().release();
    return new Unchecked(
        scenario(subject),
        code(subject, subject.configuration().vcpus(), isRelease),
        skipped.expectation().verdict().map(VerdictKind::word).orElse("nothing"),
        skipped.reason().sentence());
  }

  private Reached reached(Coverage coverage) {
    return new Reached(
        coverage.lines().size(),
        coverage.missedLines().size(),
        coverage.functions().size(),
        coverage.missedFunctions().stream().map(name -> number(functions, name)).toList());
  }

  private int scenario(CheckReport.Subject subject) {
    return number(scenarios, new Named(subject.id(), subject.scenario(), subject.lesson()));
  }

  /** The number of a value in the order in which values came. */
  private static <T> int number(Map<T, Integer> numbers, T value) {
    return numbers.computeIfAbsent(value, unknown -> numbers.size());
  }

  private static Code code(CheckReport.Subject subject, int vcpus, boolean isRelease) {
    Configuration form = subject.configuration();
    return new Code(
        form.revision(),
        form.variant(),
        form.mutant().orElse(null),
        vcpus,
        subject.memory(),
        isRelease ? "release" : "debug");
  }

  private static Trail trail(Counterexample found) {
    return new Trail(found.steps().size(), found.schedule().contextSwitches(), found.preemptions());
  }

  /** What checks the same again. */
  private static String command(CheckReport.Subject subject, int vcpus, boolean isRelease) {
    Configuration form = subject.configuration();
    return "vcpucheck check "
        + subject.scenario()
        + " --revision "
        + form.revision()
        + " --variant "
        + form.variant()
        + form.mutant().map(mutant -> " --mutant " + mutant).orElse("")
        + (subject.memory().equals(MemoryModel.SC.word()) ? "" : " --memory " + subject.memory())
        + " --vcpus "
        + vcpus
        + (isRelease ? " --build release" : "");
  }
}
