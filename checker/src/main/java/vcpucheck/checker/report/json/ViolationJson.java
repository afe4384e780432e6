package vcpucheck.checker.report.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.trace.Counterexample;

/**
 * One violation of several; what no interleaving shows has no place and no numbers.
 *
 * @param at the line of the last operation
 */
record ViolationJson(
    String property,
    String message,
    @Nullable String at,
    @Nullable Integer steps,
    @Nullable Integer contextSwitches) {
  static ViolationJson of(Verdict.Violated violated) {
    Optional<Counterexample> found = violated.trace();
    return new ViolationJson(
        violated.property(),
        violated.message(),
        found.map(Counterexample::lastSource).filter(line -> !line.isEmpty()).orElse(null),
        found.map(trail -> trail.steps().size()).orElse(null),
        found.map(trail -> trail.schedule().contextSwitches()).orElse(null));
  }
}
