package vcpucheck.checker.oracle;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Maps;
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
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.trace.Witness;

/**
 * Generated programs that show their digests: a search for outcomes finds what running every
 * interleaving finds, and says nothing of outputs where it says what is done.
 */
final class OutputsAgainstOracleTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.showingPrograms", 120);
  private static final long LIMIT = 20_000;
  private static final String CELL = "output ";

  private static final Map<GeneratedModel, NaiveOutcomes> CASES = new LinkedHashMap<>();

  @BeforeAll
  static void ask_the_oracle() {
    LongStream.rangeClosed(1, PROGRAMS)
        .mapToObj(ProgramGenerator::generate)
        .forEach(
            model ->
                NaiveExplorer.explore(model.showing(), LIMIT)
                    .ifPresent(outcomes -> CASES.put(model, outcomes)));
  }

  @Test
  void many_programs_are_compared(TestReporter reporter) {
    Searches.requireMany(CASES.size(), PROGRAMS, reporter);
  }

  @Test
  void most_programs_show_several_things() {
    long several = CASES.values().stream().filter(outcomes -> shown(outcomes).size() > 1).count();
    assertTrue(several > CASES.size() / 4, () -> "several=" + several);
  }

  private static Stream<Options> searches() {
    return Searches.exhaustive().filter(options -> options.store() != Options.Store.FINGERPRINT);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void what_is_shown_agrees(Options options) {
    CASES.forEach(
        (model, expected) -> {
          Outcomes outcomes =
              Checker.of(model.showing()).with(options.withShortest(false)).outcomes(true, true);
          assertEquals(shown(expected), outcomes.shown(), model::toString);
          assertEquals(ends(expected), outcomes.ends(), model::toString);
          outcomes
              .result()
              .counterexample()
              .ifPresent(found -> assertIsViolation(found, model, options));
          if (expected.problems().isEmpty()) {
            outcomes.witnesses().values().forEach(witness -> assertIsFollowed(witness, model));
          } /* else: two that race without outputs may not, as one of them has an output to come */
        });
  }

  @ParameterizedTest
  @MethodSource("searches")
  void any_other_search_is_as_without_outputs(Options options) {
    CASES
        .keySet()
        .forEach(
            model ->
                assertEquals(
                    Checker.of(model).with(options).run().stats().states(),
                    Checker.of(model.showing()).with(options).run().stats().states(),
                    model::toString));
  }

  /** The interleaving without outputs is one of the program without outputs. */
  private static void assertIsViolation(
      Counterexample found, GeneratedModel model, Options options) {
    Replay replay = Checker.of(model).with(options).replay(found);
    assertEquals(
        found.property(),
        replay.violation().map(Replay.Violation::property).orElse("none"),
        model::toString);
  }

  private static void assertIsFollowed(Witness witness, GeneratedModel model) {
    Replay replay =
        Checker.of(model)
            .replay(witness.schedule(), witness.steps().stream().map(Step::operation).toList());
    assertTrue(replay.violation().isEmpty(), model::toString);
    assertTrue(replay.divergence().isEmpty(), model::toString);
    assertEquals(witness.steps().size(), replay.steps().size(), model::toString);
    assertEquals(witness.preemptions(), replay.preemptions(), model::toString);
  }

  private static Set<Map<String, String>> shown(NaiveOutcomes outcomes) {
    return outcomes.finalStates().stream()
        .map(end -> Maps.filterKeys(end, name -> name.startsWith(CELL)))
        .map(OutputsAgainstOracleTest::byObservable)
        .collect(toSet());
  }

  private static Map<String, String> byObservable(Map<String, String> cells) {
    Map<String, String> shown = new LinkedHashMap<>();
    cells.forEach((name, value) -> shown.put(name.substring(CELL.length()), value));
    return shown;
  }

  private static Set<Map<String, String>> ends(NaiveOutcomes outcomes) {
    return outcomes.finalStates().stream()
        .<Map<String, String>>map(
            end -> Map.copyOf(Maps.filterKeys(end, name -> !name.startsWith(CELL))))
        .collect(toSet());
  }
}
