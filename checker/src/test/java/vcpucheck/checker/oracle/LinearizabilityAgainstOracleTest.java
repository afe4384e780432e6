package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;

/**
 * The monitor of histories, in every way of searching, finds what comes out if every interleaving
 * is run, every history is written down, and every order of its operations is tried. How many
 * programs is a system property, {@code vcpucheck.objects}.
 */
final class LinearizabilityAgainstOracleTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.objects", 80);
  private static final long LIMIT = 5_000;

  private static final Map<GeneratedObject, NaiveOutcomes> CASES = new LinkedHashMap<>();

  @BeforeAll
  static void ask_the_oracle() {
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      GeneratedObject object = GeneratedObject.generate(seed);
      NaiveExplorer.explore(object.recorded(), LIMIT)
          .ifPresent(outcomes -> CASES.put(object, outcomes));
    }
  }

  @Test
  void the_programs_show_both_verdicts() {
    long violated = CASES.values().stream().filter(one -> !one.violated().isEmpty()).count();
    assertTrue(violated * 10 > CASES.size() && violated * 10 < CASES.size() * 9L, "" + violated);
  }

  private static Stream<Arguments> searches() {
    return Stream.of(Options.Order.BFS, Options.Order.DFS, Options.Order.SWITCHES)
        .flatMap(
            order ->
                Searches.stores()
                    .filter(order::goesWith)
                    .flatMap(
                        store ->
                            Stream.of(Reductions.none(), Reductions.all())
                                .map(reductions -> Arguments.of(order, store, reductions))));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void verdicts_agree(Options.Order order, Options.Store store, Reductions reductions) {
    Options options =
        Options.defaults().withValidate(false).with(order).with(store).with(reductions);
    CASES.forEach(
        (object, expected) -> {
          Checker checker = Checker.of(object.checked()).with(options);
          Result result = checker.run();
          String facts = result + "\n" + expected.problems() + "\n" + object;
          if (result.verdict() instanceof Verdict.Violated violated) {
            Counterexample found = violated.counterexample();
            assertEquals(BuiltInProperty.LINEARIZABLE.label(), found.property(), facts);
            assertEquals(Set.of(BuiltInProperty.LINEARIZABLE.label()), expected.violated(), facts);
            if (order == Options.Order.BFS) {
              assertEquals(expected.shortest(), found.steps().size(), facts);
            }
            assertIsViolation(checker, found, object, facts);
          } else {
            assertEquals("verified", result.verdict().word(), facts);
            assertEquals(Set.of(), expected.violated(), facts);
          }
        });
  }

  private static void assertIsViolation(
      Checker checker, Counterexample found, GeneratedObject object, String facts) {
    Set<Problem> problems = NaiveExplorer.replay(object.recorded(), found.schedule());
    assertTrue(
        problems.stream()
            .anyMatch(problem -> problem.property().equals(BuiltInProperty.LINEARIZABLE.label())),
        facts);
    Replay replay =
        checker.replay(
            found.schedule(), found.steps().stream().map(step -> step.operation()).toList());
    assertEquals(
        new Replay.Violation(found.property(), found.message()),
        replay.violation().orElseThrow(),
        facts);
  }
}
