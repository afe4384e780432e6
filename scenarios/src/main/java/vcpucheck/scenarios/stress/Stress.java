package vcpucheck.scenarios.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.scenarios.process.ChildProcess;

/** Runs tests on real threads, in processes of their own. */
final class Stress {
  /*
   * How often tests run again that have not shown their race. On a machine with other work, two
   * threads seldom run at once.
   */
  private static final int PATIENCE = 20;

  private Stress() {}

  /**
   * Runs some tests, more than once those that have not shown their race, and enumerates their
   * outcomes.
   *
   * @param isInterrupted whether to end early
   * @throws java.util.concurrent.CancellationException if they were ended early
   * @throws IllegalStateException if they could not be run to their end
   */
  static StressReport run(List<StressTest> tests, Mode mode, BooleanSupplier isInterrupted) {
    List<StressObservation> observations = new ArrayList<>(observe(tests, mode, isInterrupted));
    StressReport report = report(tests, mode, observations);
    for (int more = 0; more < PATIENCE && !report.missing().isEmpty(); more++) {
      observations.addAll(observe(report.missing(), mode, isInterrupted));
      report = report(tests, mode, observations);
    }
    return report;
  }

  private static StressReport report(
      List<StressTest> tests, Mode mode, List<StressObservation> observations) {
    return new StressReport(tests.stream().map(test -> result(test, mode, observations)).toList());
  }

  private static StressReport.Result result(
      StressTest test, Mode mode, List<StressObservation> observations) {
    Map<String, Long> samples = new TreeMap<>();
    List<String> violations = new ArrayList<>();
    for (StressObservation observation : observations) {
      if (!observation.test().equals(test.className())) {
        continue;
      }
      if (observation.samples() != StressObservation.FAILURE) {
        samples.merge(observation.outcome(), observation.samples(), Long::sum);
      } else if (observation.outcome().contains(ViolationException.class.getName())) {
        violations.add(observation.outcome());
      } else {
        throw new IllegalStateException(test.name() + " failed: " + observation.outcome());
      }
    }
    if (samples.isEmpty() && violations.isEmpty()) {
      throw new IllegalStateException("a test that ran has samples: test=" + test.name());
    }
    return new StressReport.Result(test, mode, OutcomeTable.enumerate(test), samples, violations);
  }

  private static List<StressObservation> observe(
      List<StressTest> tests, Mode mode, BooleanSupplier isInterrupted) {
    List<String> args =
        Stream.concat(Stream.of(mode.name()), tests.stream().map(StressTest::className)).toList();
    return ChildProcess.run(Harness.class, args, mode.limit(tests.size()), isInterrupted).stream()
        .map(StressObservation::of)
        .toList();
  }
}
