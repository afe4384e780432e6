package vcpucheck.checker;

import java.time.Duration;
import java.util.List;

/**
 * The outcome of one exploration.
 *
 * @param verdict what was found
 * @param stats what was covered
 * @param elapsed wall time; the only part that differs between two runs
 * @param slabs what was assumed of the model's slabs, in the order in which it makes them
 */
public record Result(Verdict verdict, Stats stats, Duration elapsed, List<SlabUse> slabs) {
  public Result {
    slabs = List.copyOf(slabs);
  }

  /** The outcome for a model of whose slabs nothing is known. */
  public Result(Verdict verdict, Stats stats, Duration elapsed) {
    this(verdict, stats, elapsed, List.of());
  }
}
