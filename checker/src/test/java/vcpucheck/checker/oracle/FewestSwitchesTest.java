package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
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

  /** Blocks lead past a race that needs no switch, and past a wait. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_search_by_blocks_does_not_claim_to_have_found_the_fewest(boolean shortest) {
    Options options = Options.defaults().with(Options.Order.SWITCHES).withShortest(shortest);
    for (Model model : List.<Model>of(FewestSwitchesTest::race, FewestSwitchesTest::wait)) {
      Verdict verdict = Checker.of(model).with(options).run().verdict();
      Counterexample found = ((Verdict.Violated) verdict).counterexample();
      assertEquals(shortest, found.fewestSwitches());
      assertEquals(shortest, found.schedule().contextSwitches() == 0);
    }
  }

  private static Program race(Memory memory) {
    SpinLock lock = memory.spinLock("lock");
    IntCell x = memory.intCell("x");
    IntCell p = memory.intCell("p");
    return Program.builder()
        .vcpu(
            "a",
            () -> {
              lock.lock();
              lock.unlock();
              p.get();
              x.set(1);
            })
        .vcpu(
            "b",
            () -> {
              x.set(2);
              p.set(1);
            })
        .properties(Property.noDataRace())
        .build();
  }

  private static Program wait(Memory memory) {
    IntCell y = memory.intCell("y");
    IntCell flag = memory.intCell("flag");
    IntCell count = memory.intCell("count");
    return Program.builder()
        .vcpu(
            "a",
            () -> {
              y.set(1);
              flag.await(1);
            })
        .vcpu("b", () -> count.add(1))
        .vcpu("c", () -> count.add(1))
        .properties(Property.lockFree())
        .build();
  }
}
