package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The generated programs are worth comparing two explorers on. */
final class ProgramGeneratorTest {
  private static final int PROGRAMS = 1_000;
  private static final long LIMIT = 20_000;
  private static final Set<String> VERDICTS =
      Set.of(
          "always",
          "at-end",
          "deadlock",
          "debug-assertion",
          "expected",
          "lock-discipline",
          "memory-safety",
          "no-data-race",
          "no-leak",
          "sometimes",
          "verified");

  @Test
  void a_seed_always_gives_the_same_program() {
    for (long seed = 1; seed <= 100; seed++) {
      assertEquals(
          ProgramGenerator.generate(seed).toString(), ProgramGenerator.generate(seed).toString());
    }
  }

  /** Merging states without forgetting too much keeps the number of paths. */
  @Test
  void merged_states_have_as_many_paths_as_there_are_interleavings() {
    Map<String, Integer> verdicts = new TreeMap<>();
    int outcomes = 0;
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      GeneratedModel model = ProgramGenerator.generate(seed);
      Optional<NaiveOutcomes> explored = NaiveExplorer.explore(model, LIMIT);
      if (explored.isEmpty()) {
        verdicts.merge("too large", 1, Integer::sum);
        continue;
      }
      NaiveOutcomes found = explored.get();
      found.violated().forEach(property -> verdicts.merge(property, 1, Integer::sum));
      if (found.problems().isEmpty()) {
        verdicts.merge("verified", 1, Integer::sum);
        outcomes += found.finalStates().size();
        StateGraph graph = StateGraph.of(model);
        assertEquals(
            Optional.of(BigInteger.valueOf(found.interleavings())),
            graph.paths(),
            model.toString());
        assertEquals(Set.of(), graph.violated(), model.toString());
      }
    }
    assertTrue(verdicts.keySet().containsAll(VERDICTS), verdicts.toString());
    int verified = verdicts.getOrDefault("verified", 0);
    assertTrue(verified > PROGRAMS / 3, verdicts.toString());
    assertTrue(outcomes > 2 * verified, "too few outcomes: " + outcomes);
    assertTrue(verdicts.getOrDefault("too large", 0) < PROGRAMS / 10, verdicts.toString());
  }
}
