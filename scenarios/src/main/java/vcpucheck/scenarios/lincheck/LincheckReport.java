package vcpucheck.scenarios.lincheck;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import vcpucheck.scenarios.process.ChildProcess;

/** What Lincheck found of some tests. */
record LincheckReport(List<Result> results) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PER_RUN = Duration.ofMillis(500);

  LincheckReport {
    results = List.copyOf(results);
  }

  /**
   * What it found of one test.
   *
   * @param findings one for each strategy
   */
  record Result(LincheckTest test, List<LincheckFinding> findings) {
    Result {
      findings = List.copyOf(findings);
    }

    boolean isLinearizable() {
      return findings.stream().allMatch(LincheckFinding::isEmpty);
    }

    boolean isAsExpected() {
      return isLinearizable() == test.isLinearizable();
    }
  }

  /**
   * Runs some tests.
   *
   * @param invocations how often, at most, each scenario of a test is run under each strategy
   * @param isInterrupted whether to end early
   * @throws java.util.concurrent.CancellationException if they were ended early
   * @throws IllegalStateException if they could not be run to their end
   */
  static LincheckReport of(
      List<LincheckTest> tests, int invocations, BooleanSupplier isInterrupted) {
    List<String> args =
        Stream.concat(
                Stream.of(Integer.toString(invocations)), tests.stream().map(LincheckTest::name))
            .toList();
    List<LincheckFinding> findings =
        ChildProcess.run(LincheckMain.class, args, limit(tests, invocations), isInterrupted)
            .stream()
            .map(LincheckFinding::of)
            .toList();
    return new LincheckReport(tests.stream().map(test -> result(test, findings)).toList());
  }

  /* After what time they hang for certain. */
  private static Duration limit(List<LincheckTest> tests, int invocations) {
    long runs = tests.stream().mapToLong(LincheckTest::scenarios).sum() * invocations;
    return PATIENCE.plus(PER_RUN.multipliedBy(runs));
  }

  private static Result result(LincheckTest test, List<LincheckFinding> findings) {
    List<LincheckFinding> own =
        findings.stream().filter(finding -> finding.test().equals(test.name())).toList();
    if (own.size() != Strategy.values().length) {
      throw new IllegalStateException("every strategy has a finding: test=" + test.name());
    }
    return new Result(test, own);
  }

  boolean isAsExpected() {
    return results.stream().allMatch(Result::isAsExpected);
  }
}
