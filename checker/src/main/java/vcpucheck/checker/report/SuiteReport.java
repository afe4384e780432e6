package vcpucheck.checker.report;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.model.VerdictKind;

/**
 * What came of a suite.
 *
 * @param entries what was checked, whether a verdict was expected or not, in the order of the
 *     catalogue
 * @param skipped those that were selected and not checked, in the order of the catalogue
 * @param interrupted whether the user ended the suite, so that the last searches may be cut short
 */
public record SuiteReport(List<Entry> entries, List<Skipped> skipped, boolean interrupted) {
  public SuiteReport {
    entries = List.copyOf(entries);
    skipped = List.copyOf(skipped);
  }

  /**
   * One expectation and what came of it.
   *
   * @param decisive the fixes and mutants by which the form differs from a revision, whether it has
   *     them or lacks them: the search must have come to where each of them decides
   * @param page the address of its counterexample's page, seen from the suite's; empty if there is
   *     none
   * @param words what its operations and numbers mean
   */
  public record Entry(
      Expectation expectation,
      CheckReport report,
      List<Coverage.Decision> decisive,
      Optional<String> page,
      Glossary words) {
    public Entry {
      decisive = List.copyOf(decisive);
    }

    /**
     * Whether the verdict, and the property if one is named, are those expected, and the search has
     * come to what the form is about.
     */
    public boolean isAsExpected() {
      return expectation.isOf(report.kind())
          && (expectation.property().isEmpty() || expectation.property().equals(report.property()))
          && neverReached().isEmpty();
    }

    /**
     * What the form is about and the search has not come to; nothing if the code under test does
     * not say where it decides.
     */
    public List<String> neverReached() {
      List<Coverage.Decision> reached = report.result().coverage().decisions();
      return reached.isEmpty()
          ? List.of()
          : decisive.stream()
              .filter(decision -> !reached.contains(decision))
              .map(Coverage.Decision::name)
              .toList();
    }

    /** Whether the search did not come to its end. */
    public boolean isIncomplete() {
      return report.kind() == VerdictKind.INCOMPLETE;
    }

    /** Whether a verdict was reached that is not the one expected. */
    public boolean isWrong() {
      return isJudged() && !isAsExpected() && !isIncomplete();
    }

    /** Whether a verdict was expected. */
    public boolean isJudged() {
      return expectation.isOfSomething();
    }

    /** Whether it is a failure: a wrong verdict, or where none is expected a violation. */
    public boolean isFailure() {
      return isWrong() || (!isJudged() && report.kind() == VerdictKind.VIOLATED);
    }

    /** Whether it is a release build's, and so differs from another with the same subject. */
    public boolean isRelease() {
      return expectation.release();
    }

    /** "expected violated: cookie-unique". */
    String expected() {
      return expectation.text();
    }

    /** "as expected". */
    String judgement() {
      if (!isJudged()) {
        return "nothing expected";
      }
      return isAsExpected() ? "as expected" : "NOT AS EXPECTED";
    }

    /** "violated: cookie-unique". */
    String found() {
      List<String> missed = neverReached();
      return report.kind().word()
          + report.property().map(property -> ": " + property).orElse("")
          + (missed.isEmpty() ? "" : ", without coming to " + String.join(", ", missed));
    }
  }

  /** An expectation that was not checked. */
  public record Skipped(Expectation expectation, CheckReport.Subject subject, Reason reason) {}

  /** Why an expectation was not checked. */
  public enum Reason {
    /** It is too large for a default suite. */
    LARGE("large; --large adds it"),
    /** The user ended the suite before. */
    INTERRUPTED("interrupted before it was checked"),
    /** A verdict before it was not the one expected. */
    FAIL_FAST("not checked after a failure, because of --fail-fast");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** The reason, for people. */
    public String sentence() {
      return sentence;
    }
  }

  /** The same without what is otherwise on another computer: see {@link CheckReport#repeatable}. */
  public SuiteReport repeatable() {
    List<Entry> repeatable =
        entries.stream()
            .map(
                one ->
                    new Entry(
                        one.expectation(),
                        one.report().repeatable(),
                        one.decisive(),
                        one.page(),
                        one.words()))
            .toList();
    return new SuiteReport(repeatable, skipped, interrupted);
  }

  /** How many verdicts are those expected. */
  public long asExpected() {
    return entries.stream().filter(Entry::isAsExpected).count();
  }

  /** How many verdicts were reached that are not those expected. */
  public long wrong() {
    return entries.stream().filter(Entry::isWrong).count();
  }

  /** How many verdicts there are of which nothing was expected, of one kind. */
  public long unjudged(VerdictKind kind) {
    return entries.stream()
        .filter(entry -> !entry.isJudged() && entry.report().kind() == kind)
        .count();
  }

  /** How many verdicts are failures. */
  public long failures() {
    return entries.stream().filter(Entry::isFailure).count();
  }

  /**
   * What forms are about of which nothing is expected, and what none of their searches came to: of
   * that the suite says nothing.
   */
  public List<String> neverReached() {
    List<Entry> tried = entries.stream().filter(entry -> !entry.isJudged()).toList();
    return tried.stream()
        .flatMap(entry -> entry.neverReached().stream())
        .distinct()
        .filter(name -> tried.stream().allMatch(entry -> entry.neverReached().contains(name)))
        .toList();
  }

  /** What all searches together have run, of lines and functions. */
  public Coverage reached() {
    return CoverageText.together(
        entries.stream().map(entry -> entry.report().result().coverage()).toList());
  }

  /** How many explorations did not come to an end. */
  public long incomplete() {
    return entries.stream().filter(Entry::isIncomplete).count();
  }

  /** How many expectations were not checked for some reason. */
  public long skipped(Reason reason) {
    return skipped.stream().filter(one -> one.reason() == reason).count();
  }
}
