package vcpucheck.checker.report;

import java.util.List;
import vcpucheck.checker.catalogue.Expectation;

/**
 * What came of a suite.
 *
 * @param entries one for each expectation, in the order of the catalogue
 * @param left how many expectations were left out because they are large
 * @param interrupted whether the suite ended before its last expectation
 */
public record SuiteReport(List<Entry> entries, int left, boolean interrupted) {
  public SuiteReport {
    entries = List.copyOf(entries);
  }

  /** One expectation and what came of it. */
  public record Entry(Expectation expectation, Report report) {
    /** Whether the verdict, and the property if one is named, are those expected. */
    public boolean isAsExpected() {
      return report.word().equals(expectation.verdict())
          && (expectation.property().isEmpty() || expectation.property().equals(report.property()));
    }

    boolean isIncomplete() {
      return report.word().equals("incomplete");
    }

    /** Whether it is a release build's, and so differs from another with the same subject. */
    boolean isRelease() {
      return expectation.release();
    }

    /** "violated: cookie-unique". */
    String expected() {
      return expectation.verdict()
          + expectation.property().map(property -> ": " + property).orElse("");
    }

    /** "violated: cookie-unique". */
    String found() {
      return report.word() + report.property().map(property -> ": " + property).orElse("");
    }
  }

  /** How many verdicts were reached that are not those expected. */
  public long wrong() {
    return entries.stream().filter(e -> !e.isAsExpected() && !e.isIncomplete()).count();
  }

  /** How many explorations did not come to an end. */
  public long incomplete() {
    return entries.stream().filter(Entry::isIncomplete).count();
  }
}
