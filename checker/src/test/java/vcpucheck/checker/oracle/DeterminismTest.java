package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.fixtures.Spinner;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.model.Model;

/** The same question has the same answer: verdict, counterexample and counts. */
final class DeterminismTest {
  private static final int PROGRAMS = 200;

  private static Stream<Options> everyWayToSearch() {
    return Stream.of(Options.Order.values())
        .flatMap(
            order ->
                Searches.stores()
                    .filter(order::goesWith)
                    .map(Options.defaults().withValidate(false).with(order)::with))
        .flatMap(options -> Stream.of(Reductions.none(), Reductions.all()).map(options::with));
  }

  private static void assertSameTwice(Supplier<Model> model, Options options) {
    Result first = Checker.of(model.get()).with(options).run();
    Result second = Checker.of(model.get()).with(options).run();
    String facts = options + "\n" + model.get();
    assertEquals(first.verdict(), second.verdict(), facts);
    assertEquals(first.stats(), second.stats(), facts);
  }

  /** However many workers there are, the answer is that of one; breadth first, they share work. */
  private static void assertSameWithWorkers(Supplier<Model> model, Options options) {
    Result alone = Checker.of(model.get()).with(options).run();
    Result together = Checker.of(model.get()).with(options.withWorkers(3)).run();
    String facts = options + "\n" + model.get();
    assertEquals(alone.verdict(), together.verdict(), facts);
    assertEquals(alone.stats(), together.stats(), facts);
  }

  private static Stream<Options> everyBreadthFirstWay() {
    return everyWayToSearch().filter(options -> options.order() == Options.Order.BFS);
  }

  @ParameterizedTest
  @MethodSource("everyBreadthFirstWay")
  void workers_do_not_matter(Options options) {
    List<Supplier<Model>> models =
        List.of(
            () -> new CasCounter(3, 3),
            () -> new CriticalSections(3, 6),
            () -> new HarrisMichaelSet(3, true),
            () -> new HarrisMichaelSet(3, false),
            () -> new Philosophers(8),
            () -> new TreiberStack(3, true),
            () -> new TreiberStack(3, false));
    models.forEach(model -> assertSameWithWorkers(model, options));
    LongStream.rangeClosed(1, PROGRAMS)
        .forEach(seed -> assertSameWithWorkers(() -> ProgramGenerator.generate(seed), options));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void collapsed_states_are_whole_states(int workers) {
    Options whole = Options.defaults().with(Reductions.none()).withWorkers(workers);
    List<Supplier<Model>> wide =
        List.of(
            () -> new HarrisMichaelSet(3, 1, true),
            () -> new HarrisMichaelSet(3, 1, false),
            () -> new Philosophers(8),
            () -> new TreiberStack(4, true));
    for (Supplier<Model> model : wide) {
      Result expected = Checker.of(model.get()).with(whole).run();
      Result collapsed = Checker.of(model.get()).with(whole.with(Options.Store.COLLAPSED)).run();
      assertEquals(expected.verdict(), collapsed.verdict(), model.get()::toString);
      assertEquals(expected.stats(), collapsed.stats(), model.get()::toString);
    }
  }

  private static Stream<Options> everyExhaustiveWay() {
    return everyWayToSearch().filter(options -> options.order() != Options.Order.RANDOM);
  }

  @ParameterizedTest
  @MethodSource("everyWayToSearch")
  void wrong_fixtures(Options options) {
    List<Supplier<Model>> models =
        List.of(
            () -> new HarrisMichaelSet(2, false),
            () -> new Peterson(1, true),
            () -> new Philosophers(4),
            () -> new TreiberStack(3, false));
    models.forEach(model -> assertSameTwice(model, options));
  }

  @ParameterizedTest
  @MethodSource("everyExhaustiveWay")
  void fixtures(Options options) {
    List<Supplier<Model>> models =
        List.of(
            () -> new CasCounter(3, 2),
            () -> new CriticalSections(2, 4),
            () -> new HarrisMichaelSet(2, true),
            () -> new Peterson(2, false),
            () -> new Spinner(true),
            () -> new TreiberStack(2, true));
    models.forEach(model -> assertSameTwice(model, options));
  }

  @ParameterizedTest
  @MethodSource("everyExhaustiveWay")
  void generated_programs(Options options) {
    LongStream.rangeClosed(1, PROGRAMS)
        .forEach(seed -> assertSameTwice(() -> ProgramGenerator.generate(seed), options));
  }
}
