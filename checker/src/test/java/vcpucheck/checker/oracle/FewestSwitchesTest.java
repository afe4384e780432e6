package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.trace.Counterexample;

/**
 * The order by context switches finds the fewest, on generated programs. How many of those are
 * wrong is a system property, {@code vcpucheck.wrongPrograms}.
 */
final class FewestSwitchesTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.wrongPrograms", 300);
  private static final long LIMIT = 20_000;

  /** Wrong programs, and the fewest switches that show it. */
  private static final Map<GeneratedModel, Integer> CASES = new LinkedHashMap<>();

  @BeforeAll
  static void ask_the_oracle() {
    for (long seed = 1; CASES.size() < PROGRAMS; seed++) {
      GeneratedModel model = ProgramGenerator.generate(seed);
      if (NaiveExplorer.explore(model, LIMIT)
          .filter(all -> !all.problems().isEmpty())
          .isPresent()) {
        CASES.put(model, NaiveSwitches.fewest(model).orElseThrow());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void no_interleaving_switches_less(boolean blocks) {
    Options options =
        Options.defaults()
            .withProfile(false)
            .with(Options.Order.SWITCHES)
            .with(blocks ? Reductions.all() : Reductions.none());
    CASES.forEach(
        (model, fewest) -> {
          Verdict verdict = Checker.of(model).with(options).run().verdict();
          Counterexample found = ((Verdict.Violated) verdict).counterexample();
          String facts = found + "\n" + model;
          assertEquals(fewest, found.schedule().contextSwitches(), facts);
          assertTrue(found.fewestSwitches(), facts);
        });
  }
}
