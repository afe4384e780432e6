package vcpucheck.checker.oracle.axiomatic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;

/** The interleaving machine ends as the axioms of sequential consistency say. */
final class ScAgainstAxiomsTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.litmus", 200);

  private static final LitmusGenerator.Ingredients EVERYTHING =
      new LitmusGenerator.Ingredients(true, true, true, false, true);

  @Test
  void generated_programs_end_as_the_axioms_say() {
    int weak = 0;
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      Litmus litmus = LitmusGenerator.generate(seed, EVERYTHING);
      Outcome.Judgement judgement = Outcome.judge(litmus, Axioms.SC, Axioms.AARCH64);
      LitmusModel model = new LitmusModel(litmus);
      Set<Outcome> found =
          model.outcomes(Checker.of(model).with(Options.defaults().withValidate(false)).outcomes());
      assertEquals(judgement.of(Axioms.SC), found, "seed " + seed + "\n" + litmus);
      weak += judgement.of(Axioms.AARCH64).equals(found) ? 0 : 1;
    }
    assertTrue(weak > PROGRAMS / 10, "programs on which models differ: " + weak);
  }
}
