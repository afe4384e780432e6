package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Reductions;

/**
 * Blocks under weak memory models change no verdict and no end of generated programs with locks,
 * structs, waits and choices. How many is a system property, {@code vcpucheck.weak}.
 */
final class WeakBlocksAgainstOracleTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.weak", 60);
  private static final long STATES = 20_000;

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"TSO", "RC11", "ARM64"})
  void blocks_keep_verdicts_and_ends(MemoryModel memory) {
    int verified = 0;
    int violated = 0;
    long plainStates = 0;
    long states = 0;
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      GeneratedModel model = ProgramGenerator.generate(seed);
      Outcomes plain = outcomes(model, memory, Reductions.none());
      if (!plain.isExhaustive()) {
        continue;
      }
      Outcomes reduced = outcomes(model, memory, Reductions.all());
      String facts = memory + ", seed " + seed;
      boolean isWrong = !plain.violated().isEmpty();
      assertEquals(isWrong, !reduced.violated().isEmpty(), facts);
      if (!isWrong) {
        assertEquals(plain.ends(), reduced.ends(), facts);
        plainStates += plain.result().stats().states();
        states += reduced.result().stats().states();
      }
      verified += isWrong ? 0 : 1;
      violated += isWrong ? 1 : 0;
    }
    assertTrue(verified > PROGRAMS / 10, "verified programs: " + verified);
    assertTrue(violated > PROGRAMS / 10, "violated programs: " + violated);
    assertTrue(states < plainStates, states + " states with blocks, without: " + plainStates);
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"TSO", "RC11", "ARM64"})
  void blocks_keep_ends_beside_violations(MemoryModel memory) {
    int compared = 0;
    int withEnds = 0;
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      GeneratedModel model = ProgramGenerator.generate(seed);
      Outcomes plain = outcomes(model, memory, Reductions.none(), true);
      Outcomes reduced = outcomes(model, memory, Reductions.all(), true);
      if (plain.isExhaustive() && !plain.violated().isEmpty()) {
        String facts = memory + ", seed " + seed;
        assertEquals(plain.ends(), reduced.ends(), facts);
        assertTrue(plain.violated().containsAll(reduced.violated()), facts);
        compared++;
        withEnds += plain.ends().isEmpty() ? 0 : 1;
      }
    }
    assertTrue(compared > PROGRAMS / 10, "violated programs: " + compared);
    assertTrue(withEnds > 0, "violated programs that can end: " + withEnds);
  }

  private static Outcomes outcomes(
      GeneratedModel model, MemoryModel memory, Reductions reductions) {
    return outcomes(model, memory, reductions, false);
  }

  private static Outcomes outcomes(
      GeneratedModel model, MemoryModel memory, Reductions reductions, boolean isAround) {
    Options options =
        Options.defaults()
            .with(memory)
            .with(reductions)
            .with(Limits.none().withStates(STATES))
            .withValidate(false);
    return Checker.of(model).with(options).outcomes(isAround);
  }
}
