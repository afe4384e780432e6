package vcpucheck.checker.report;

import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;

/** A result for people, of a model that is in no catalogue: as a test's failure shows it. */
public final class ResultText {
  /** A failure is shown once and in full, in a window of a build tool or editor. */
  private static final TextStyle STYLE = new TextStyle(true, 100);

  private ResultText() {}

  /** The verdict, what was covered, and the whole counterexample. */
  public static String of(Result result) {
    return result.verdict().kind()
        + claim(result)
        + CheckReport.reason(result).map(why -> "\n  " + why).orElse("")
        + "\n  covered  "
        + CheckText.covered(result.stats())
        + "\n  reached  "
        + CoverageText.reached(result.coverage())
        + "\n"
        + result
            .counterexample()
            .map(found -> "\n" + CheckText.counterexample(found, STYLE))
            .orElse("");
  }

  private static String claim(Result result) {
    Verdict verdict = result.verdict();
    if (verdict instanceof Verdict.Violated violated) {
      return ": " + violated.property();
    }
    return verdict instanceof Verdict.Verified
        ? ": in every " + CheckText.executions(result.memory())
        : ": no violation in what was covered";
  }
}
