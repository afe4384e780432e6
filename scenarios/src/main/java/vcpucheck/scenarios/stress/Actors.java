package vcpucheck.scenarios.stress;

import org.openjdk.jcstress.infra.results.LL_Result;
import vcpucheck.checker.memory.threads.NativeMemory;

/**
 * A race over native memory: what the classes that jcstress runs have in common. jcstress wants the
 * annotated methods in each of them.
 */
public abstract class Actors {
  private final Race race;

  Actors(StressTest test) {
    race = test.race(NativeMemory.create());
  }

  final void runFirst(LL_Result result) {
    result.r1 = race.first().get();
  }

  final void runSecond(LL_Result result) {
    result.r2 = race.second().get();
  }
}
