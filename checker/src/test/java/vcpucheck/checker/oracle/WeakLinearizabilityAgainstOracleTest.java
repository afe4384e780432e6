package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.model.Model;

/**
 * The monitor of histories agrees, under weak memory models, with histories that are written down
 * together with what each vCPU knew, and judged by trying every order. How many programs is a
 * system property, {@code vcpucheck.objects}.
 */
final class WeakLinearizabilityAgainstOracleTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.objects", 80);
  private static final long STATES = 20_000;

  @ParameterizedTest
  @EnumSource(
      value = MemoryModel.class,
      names = {"TSO", "RC11", "ARM64"})
  void verdicts_agree(MemoryModel memory) {
    int compared = 0;
    int violated = 0;
    int strictOnly = 0;
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      GeneratedObject object = GeneratedObject.generate(seed);
      Options plain = Options.defaults().with(memory).with(Reductions.none());
      String expected = verdict(object.recorded(), plain);
      if (expected.equals("incomplete")) {
        continue;
      }
      String facts = memory + ", seed " + seed + ", " + object;
      assertEquals(expected, verdict(object.checked(), plain), facts);
      assertEquals(expected, verdict(object.checked(), plain.with(Reductions.all())), facts);
      String strict = verdict(object.checked(), plain.withStrictHistories(true));
      assertTrue(strict.equals("violated") || !expected.equals("violated"), facts);
      compared++;
      violated += expected.equals("violated") ? 1 : 0;
      strictOnly += strict.equals(expected) ? 0 : 1;
    }
    assertTrue(violated * 10 > compared && violated * 10 < compared * 9, violated + " violated");
    assertTrue(strictOnly > 0, "strict alone: " + strictOnly + " of " + compared);
  }

  private static String verdict(Model model, Options options) {
    Options bounded = options.with(Limits.none().withStates(STATES)).withValidate(false);
    return Checker.of(model).with(bounded).run().verdict().word();
  }
}
