package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.trace.Counterexample;

/**
 * Searches that take slots for interchangeable find what running every interleaving finds, and
 * visit one state of each orbit, on generated programs about heaps. How many is a system property,
 * {@code vcpucheck.heaps}, and from which seed {@code vcpucheck.heaps.seed}.
 */
final class HeapSymmetryAgainstOracleTest {
  private static final int PROGRAMS = Integer.getInteger("vcpucheck.heaps", 500);
  private static final long SEED = Long.getLong("vcpucheck.heaps.seed", 1);
  private static final long LIMIT = 4_000;
  private static final int STATES = 3_000;

  private static final Map<HeapModel, NaiveOutcomes> CASES = new LinkedHashMap<>();

  @BeforeAll
  static void ask_the_oracle() {
    LongStream.range(SEED, SEED + PROGRAMS)
        .mapToObj(HeapGenerator::generate)
        .forEach(
            model ->
                NaiveExplorer.explore(model, LIMIT)
                    .ifPresent(outcomes -> CASES.put(model, outcomes)));
  }

  /** A way of searching. */
  private record Search(
      Options.Order order, Options.Store store, Reductions reductions, int workers) {
    Options options() {
      return Options.defaults().with(order).with(store).with(reductions).withWorkers(workers);
    }
  }

  private static Stream<Search> searches() {
    Reductions slots = Reductions.none().withHeapSymmetry(true);
    Reductions all = Reductions.all().withHeapSymmetry(true);
    return Stream.of(
        new Search(Options.Order.BFS, Options.Store.EXACT, slots, 1),
        new Search(Options.Order.BFS, Options.Store.EXACT, all, 1),
        new Search(Options.Order.BFS, Options.Store.COLLAPSED, all, 2),
        new Search(Options.Order.BFS, Options.Store.FINGERPRINT, all, 1),
        new Search(Options.Order.BFS, Options.Store.EXACT, all.withBlocks(false), 2),
        new Search(Options.Order.BFS, Options.Store.EXACT, all.withSymmetry(false), 1),
        new Search(Options.Order.DFS, Options.Store.EXACT, all, 1),
        new Search(Options.Order.SWITCHES, Options.Store.EXACT, all, 1));
  }

  /** Most programs are small enough for it; how many is told, for figures of long runs. */
  @Test
  void many_programs_are_compared(TestReporter reporter) {
    reporter.publishEntry(
        Map.of(
            "programs", String.valueOf(CASES.size()),
            "searches of each", String.valueOf(searches().count())));
    assertTrue(CASES.size() > PROGRAMS / 2, CASES.size() + " of " + PROGRAMS);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void verdicts_agree(Search search) {
    CASES.forEach(
        (model, expected) -> {
          Result result = check(model, search.options());
          String facts = facts(result, expected, model);
          if (result.verdict() instanceof Verdict.Violated violated) {
            Counterexample counterexample = violated.counterexample();
            Set<Problem> problems = NaiveExplorer.replay(model, counterexample.schedule());
            assertTrue(
                problems.stream()
                    .anyMatch(problem -> problem.property().equals(counterexample.property())),
                facts);
            if (search.order() == Options.Order.BFS) {
              assertEquals(expected.shortest(), counterexample.steps().size(), facts);
            }
          } else {
            assertEquals("verified", result.verdict().word(), facts);
            assertEquals(Set.of(), expected.violated(), facts);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("searches")
  void ends_agree_up_to_names(Search search) {
    if (search.store() == Options.Store.FINGERPRINT) {
      return;
    }
    CASES.forEach(
        (model, expected) -> {
          Outcomes outcomes = Checker.of(model).with(search.options()).outcomes();
          String facts = facts(outcomes, expected, model);
          assertEquals(least(expected.finalStates(), model), least(outcomes.ends(), model), facts);
          assertTrue(expected.violated().containsAll(outcomes.violated()), facts);
          assertEquals(expected.violated().isEmpty(), outcomes.violated().isEmpty(), facts);
        });
  }

  private static Set<String> least(Set<Map<String, String>> ends, HeapModel model) {
    return ends.stream()
        .map(end -> QuotientGraph.least(end, model))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void one_state_of_each_orbit_is_visited() {
    CASES.forEach(
        (model, expected) -> {
          if (expected.problems().isEmpty() && model.settings().reuse() != Slab.Reuse.LOWEST) {
            QuotientGraph.of(model, STATES)
                .ifPresent(graph -> compareCounts(model, graph, expected));
          }
        });
  }

  private static void compareCounts(HeapModel model, QuotientGraph graph, NaiveOutcomes expected) {
    Reductions slots = Reductions.none().withHeapSymmetry(true);
    Result result = check(model, Options.defaults().with(slots));
    Result twins = check(model, Options.defaults().with(slots.withSymmetry(true)));
    String facts = graph + "\n" + facts(result, expected, model);
    if (result.slabs().stream().anyMatch(slab -> !slab.toldApart().isEmpty())
        || model.settings().isCaptured()) {
      assertTrue(result.stats().states() <= graph.states(), facts);
      assertTrue(result.stats().states() >= graph.orbits(), facts);
    } else if (model.toString().contains(HeapStatement.Simple.ADD.name())) {
      assertTrue(result.stats().states() >= graph.orbits(), facts);
    } else {
      assertEquals(graph.orbits(), result.stats().states(), facts);
      assertEquals(graph.orbitsOfTwins(), twins.stats().states(), facts);
    }
  }

  private static Result check(HeapModel model, Options options) {
    try {
      return Checker.of(model).with(options).run();
    } catch (ModelException | AssertionError | IllegalArgumentException e) {
      throw new AssertionError(e + "\n" + model, e);
    }
  }

  private static String facts(Object found, NaiveOutcomes expected, HeapModel model) {
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
