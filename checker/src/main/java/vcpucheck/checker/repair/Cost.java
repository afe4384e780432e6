package vcpucheck.checker.repair;

import java.util.Comparator;
import java.util.List;
import vcpucheck.checker.SoloRun;

/**
 * What calls cost: what all vCPUs of a case do together if each runs alone.
 *
 * @param operations how many operations
 * @param atomics how many of them are atomic
 * @param underLock how many are done while a lock is held
 * @param allocationsUnderLock how many of these allocate
 */
public record Cost(int operations, int atomics, int underLock, int allocationsUnderLock) {
  static final Comparator<Cost> CHEAPEST =
      Comparator.comparingInt(Cost::operations)
          .thenComparingInt(Cost::atomics)
          .thenComparingInt(Cost::allocationsUnderLock)
          .thenComparingInt(Cost::underLock);

  static Cost of(List<SoloRun> runs) {
    return new Cost(
        runs.stream().mapToInt(run -> run.operations().size()).sum(),
        runs.stream().mapToInt(run -> run.count(SoloRun.Kind.ATOMIC)).sum(),
        runs.stream().mapToInt(SoloRun::underLock).sum(),
        runs.stream().mapToInt(SoloRun::allocationsUnderLock).sum());
  }
}
