package vcpucheck.scenarios.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A row of the result: some runs of one tool on one model.
 *
 * @param verdict in the tool's words
 * @param states distinct states visited; null if the tool does not count them
 * @param transitions steps between them; null if the tool does not count them
 * @param interleavings how many were covered, or executed one by one; null if not counted
 * @param runs how many the medians are of
 * @param cpuSeconds median, of all threads of the process
 * @param wallSeconds median
 * @param bytesPerState null without states
 * @param ratioToSpin states in a second of processor time, SPIN's as 1; null without SPIN
 */
record Row(
    String model,
    String tool,
    String verdict,
    @Nullable Long states,
    @Nullable Long transitions,
    @Nullable String interleavings,
    int runs,
    double cpuSeconds,
    double wallSeconds,
    @Nullable Double bytesPerState,
    @Nullable Double ratioToSpin) {

  /**
   * The row of some runs.
   *
   * @throws IllegalStateException if they did not cover the same
   */
  static Row of(String model, String tool, List<Sample> samples, @Nullable Double ratioToSpin) {
    Coverage coverage = samples.get(0).coverage();
    if (samples.stream().anyMatch(sample -> !sample.coverage().equals(coverage))) {
      throw new IllegalStateException(
          "each run of a tool must cover the same: " + model + ", " + tool + ", " + samples);
    }
    return new Row(
        model,
        tool,
        coverage.verdict(),
        coverage.states(),
        coverage.transitions(),
        coverage.interleavings(),
        samples.size(),
        median(samples, Sample::cpuSeconds),
        median(samples, Sample::wallSeconds),
        coverage.bytesPerState(),
        ratioToSpin);
  }

  /** The middle one of some numbers. */
  static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
