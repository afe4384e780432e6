package vcpucheck.checker.oracle.axiomatic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.model.Property;

/**
 * Blocks under weak memory models: generated programs end as they do operation by operation, and
 * race where they do. How many is a system property, {@code vcpucheck.reduced}.
 */
final class ReducedMachinesTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.reduced", 300);

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"TSO", "RC11", "ARM64"})
  void blocks_keep_ends_and_races(MemoryModel model) {
    compare(model, false);
  }

  /** One location is accessed under a lock. */
  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"TSO", "RC11", "ARM64"})
  void guards_keep_ends_and_races(MemoryModel model) {
    compare(model, true);
  }

  private static void compare(MemoryModel model, boolean isGuarded) {
    long plainStates = 0;
    long states = 0;
    int racy = 0;
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      Litmus litmus = LitmusGenerator.generate(seed, ingredients(seed));
      Outcomes plain = outcomes(litmus, model, isGuarded, Reductions.none());
      Outcomes reduced = outcomes(litmus, model, isGuarded, Reductions.all());
      String facts = model + ", seed " + seed + "\n" + litmus;
      assertEquals(plain.violated(), reduced.violated(), facts);
      if (plain.violated().isEmpty()) {
        assertEquals(plain.ends(), reduced.ends(), facts);
      }
      racy += plain.violated().isEmpty() ? 0 : 1;
      plainStates += plain.result().stats().states();
      states += reduced.result().stats().states();
    }
    assertTrue(racy > 0 && racy < PROGRAMS * 9 / 10, "racy programs: " + racy);
    assertTrue(states < plainStates, states + " states with blocks, without: " + plainStates);
  }

  /** Every mix of fences, dependencies, plain and sequentially consistent accesses. */
  private static LitmusGenerator.Ingredients ingredients(long seed) {
    return new LitmusGenerator.Ingredients(
        seed % 2 == 0, seed % 4 == 0, seed % 3 == 0, seed % 5 < 2, seed % 7 < 3);
  }

  private static Outcomes outcomes(
      Litmus litmus, MemoryModel model, boolean isGuarded, Reductions reductions) {
    Options options = Options.defaults().with(model).with(reductions).withValidate(false);
    return Checker.of(new LitmusModel(litmus, List.of(Property.noDataRace()), isGuarded))
        .with(options)
        .outcomes(false);
  }
}
