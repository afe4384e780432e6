package vcpucheck.checker.report;

import java.util.Locale;
import java.util.Optional;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;

/** A result for people, of a model that is in no catalogue: as a test's failure shows it. */
public final class ResultText {
  /** A failure is shown once and in full, in a window of a build tool or editor. */
  private static final TextStyle STYLE = new TextStyle(true, 100);

  private ResultText() {}

  /** The verdict, what was covered, and the whole counterexample. */
  public static String of(Result result) {
    return result.verdict().word().toUpperCase(Locale.ROOT)
        + claim(result.verdict())
        + "\n  covered  "
        + CheckText.covered(result.stats())
        + "\n"
        + result
            .counterexample()
            .map(found -> "\n" + CheckText.counterexample(found, STYLE))
            .orElse("");
  }

  private static String claim(Verdict verdict) {
    if (verdict instanceof Verdict.Violated violated) {
      return ": " + violated.property() + "\n  " + violated.message();
    }
    if (verdict instanceof Verdict.Incomplete incomplete) {
      return ": no violation in what was covered\n  " + incomplete.reason();
    }
    return ": in every interleaving" + miss((Verdict.Verified) verdict).orElse("");
  }

  private static Optional<String> miss(Verdict.Verified verified) {
    return verified.missProbability() == 0
        ? Optional.empty()
        : Optional.of(
            "\n  fingerprints hid a state with a probability of at most "
                + NumberFormats.probability(verified.missProbability()));
  }
}
