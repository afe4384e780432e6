package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.trace.Counterexample;

/**
 * The engine finds what running every interleaving finds, on generated programs. How many is a
 * system property, {@code vcpucheck.programs}, and from which seed {@code vcpucheck.programs.seed}.
 */
final class EngineAgainstOracleTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.programs", 1_260);
  private static final long SEED = Long.getLong("vcpucheck.programs.seed", 1);
  private static final long LIMIT = 20_000;

  /** Of a program in which a daemon waits with a lock when all others have ended. */
  private static final long HOLDING_DAEMON = 823;

  /** What the oracle finds of each program that is small enough for it. */
  private static final Map<GeneratedModel, NaiveOutcomes> CASES = new LinkedHashMap<>();

  @BeforeAll
  static void ask_the_oracle() {
    LongStream.concat(LongStream.range(SEED, SEED + PROGRAMS), LongStream.of(HOLDING_DAEMON))
        .distinct()
        .mapToObj(ProgramGenerator::generate)
        .forEach(
            model ->
                NaiveExplorer.explore(model, LIMIT)
                    .ifPresent(outcomes -> CASES.put(model, outcomes)));
  }

  @Test
  void many_programs_are_compared(TestReporter reporter) {
    Searches.requireMany(CASES.size(), PROGRAMS, reporter);
  }

  /** A program, what the oracle finds, and what a search finds. */
  @FunctionalInterface
  private interface Comparison {
    void compare(GeneratedModel model, NaiveOutcomes expected);
  }

  private static Stream<Options> searches() {
    return Searches.exhaustive();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void verdicts_agree(Options options) {
    forEachProgram(
        (model, expected) -> {
          Result result = Checker.of(model).with(options).run();
          String facts = facts(result, expected, model);
          if (result.verdict() instanceof Verdict.Violated violated) {
            assertEquals(expected.problems().isEmpty(), violated.trace().isEmpty(), facts);
            if (violated.trace().isEmpty()) {
              assertEquals(expected.unmet(), Set.of(violated.property()), facts);
            } else {
              assertIsViolation(violated.counterexample(), model, facts);
              if (options.order() == Options.Order.BFS) {
                assertEquals(expected.shortest(), violated.counterexample().steps().size(), facts);
              }
            }
          } else {
            boolean isAllCut = expected.finalStates().isEmpty() && result.stats().cuts() > 0;
            assertEquals(isAllCut ? "incomplete" : "verified", result.verdict().word(), facts);
            assertEquals(Set.of(), expected.violated(), facts);
          }
        });
  }

  private static void assertIsViolation(
      Counterexample counterexample, GeneratedModel model, String facts) {
    Set<Problem> problems = NaiveExplorer.replay(model, counterexample.schedule());
    assertTrue(
        problems.stream().anyMatch(problem -> problem.property().equals(counterexample.property())),
        facts);
  }

  private static Stream<Options> exactSearches() {
    return searches().filter(options -> options.store() != Options.Store.FINGERPRINT);
  }

  /** Where a state shows several violations, the engine reports one and the oracle all. */
  @ParameterizedTest
  @MethodSource("exactSearches")
  void final_states_and_violated_properties_agree(Options options) {
    forEachProgram(
        (model, expected) -> {
          Outcomes outcomes = Checker.of(model).with(options).outcomes();
          String facts = facts(outcomes.violated(), expected, model);
          assertEquals(expected.finalStates(), outcomes.ends(), facts);
          assertTrue(expected.violated().containsAll(outcomes.violated()), facts);
          assertTrue(outcomes.violated().containsAll(expected.unmet()), facts);
          assertEquals(expected.violated().isEmpty(), outcomes.violated().isEmpty(), facts);
        });
  }

  @ParameterizedTest
  @MethodSource("exactSearches")
  void final_states_agree_without_a_second_search(Options options) {
    forEachProgram(
        (model, expected) -> {
          Outcomes outcomes = Checker.of(model).with(options.withShortest(false)).outcomes();
          String facts = facts(outcomes.violated(), expected, model);
          assertEquals(expected.finalStates(), outcomes.ends(), facts);
          assertTrue(expected.violated().containsAll(outcomes.violated()), facts);
          assertEquals(expected.violated().isEmpty(), outcomes.violated().isEmpty(), facts);
        });
  }

  @Test
  void counts_agree_without_reductions() {
    forEachProgram(
        (model, expected) -> {
          if (expected.problems().isEmpty()) {
            Result result =
                Checker.of(model).with(Options.defaults().with(Reductions.none())).run();
            StateGraph graph = StateGraph.of(model);
            String facts = facts(result, expected, model);
            assertEquals(
                new Interleavings.Finite(BigInteger.valueOf(expected.interleavings())),
                result.stats().interleavings(),
                facts);
            assertEquals(graph.states(), result.stats().states(), facts);
            assertEquals(graph.transitions(), result.stats().transitions(), facts);
            assertEquals(
                result.stats().interleavings(), symmetric(model).stats().interleavings(), facts);
          }
        });
  }

  private static Result symmetric(GeneratedModel model) {
    return Checker.of(model)
        .with(Options.defaults().with(Reductions.all().withBlocks(false)))
        .run();
  }

  private static void forEachProgram(Comparison comparison) {
    CASES.forEach((model, expected) -> comparison.compare(model, expected));
  }

  private static String facts(Object found, NaiveOutcomes expected, GeneratedModel model) {
    return "engine: "
        + found
        + "\noracle: "
        + expected.interleavings()
        + " interleavings, "
        + expected.problems()
        + "\n"
        + model;
  }
}
