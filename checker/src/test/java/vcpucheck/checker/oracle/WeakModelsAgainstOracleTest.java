package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Reductions;

/**
 * A weaker memory model allows whatever a stronger one allows, on generated programs with locks,
 * structs, waits and choices. How many is a system property, {@code vcpucheck.weak}.
 */
final class WeakModelsAgainstOracleTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.weak", 60);
  private static final long STATES = 20_000;

  /** What is wrong with an execution whatever else is possible. */
  private static final Set<String> FATAL = Set.of("memory-safety", "deadlock", "no-data-race");

  private int compared;

  @Test
  void weaker_models_allow_more() {
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      GeneratedModel model = ProgramGenerator.generate(seed);
      Outcomes sc = outcomes(model, MemoryModel.SC);
      Outcomes rc11 = outcomes(model, MemoryModel.RC11);
      requireMore(sc, outcomes(model, MemoryModel.TSO), "tso, seed " + seed);
      requireMore(sc, rc11, "rc11, seed " + seed);
      requireMore(rc11, outcomes(model, MemoryModel.ARM64), "arm64, seed " + seed);
    }
    assertTrue(compared > PROGRAMS, "pairs of models compared: " + compared);
  }

  /* What is behind a wrong state is not looked at, so ends may be missing where there is one. */
  private void requireMore(Outcomes strong, Outcomes weak, String facts) {
    if (!strong.isExhaustive() || !weak.isExhaustive()) {
      return;
    }
    boolean isWrong = FATAL.stream().anyMatch(strong.violated()::contains);
    boolean isWrongToo = FATAL.stream().anyMatch(weak.violated()::contains);
    assertTrue(!isWrong || isWrongToo, () -> facts + ": " + strong.violated());
    if (weak.violated().isEmpty()) {
      assertTrue(weak.ends().containsAll(strong.ends()), facts);
      compared++;
    }
  }

  private static Outcomes outcomes(GeneratedModel model, MemoryModel memory) {
    Options options =
        Options.defaults()
            .with(memory)
            .with(Reductions.none())
            .with(Limits.none().withStates(STATES))
            .withValidate(false);
    return Checker.of(model).with(options).outcomes();
  }
}
