package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.DiskComparison;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.Spinner;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.fixtures.WithdrawnRequest;
import vcpucheck.checker.model.Model;

/** A search that moves states to disk ends like one that keeps them in memory. */
final class DiskSearchTest {
  private static final int PROGRAMS = 30;

  /** So little that states are moved after every batch. */
  private static final long NO_BYTES = 1;

  /** So little that states are moved now and then, in the middle of levels, too. */
  private static final long FEW_BYTES = 600_000;

  private static Stream<Options> everyWay() {
    Options options = Options.defaults().withValidate(false).withCountedStates(0);
    return Stream.of(
        options.with(Reductions.none()),
        options.with(Reductions.all()),
        options.with(Reductions.all()).withProfile(false),
        options.with(Reductions.all().withBlocks(false)),
        options.with(Reductions.all().withSymmetry(false)),
        options.with(Reductions.all().withHeapSymmetry(true)),
        options.with(Reductions.all()).withKeepGoing(true),
        options.with(Reductions.all()).withWorkers(3));
  }

  private static List<Supplier<Model>> fixtures() {
    return List.of(
        () -> new CasCounter(4, 3),
        () -> new CriticalSections(3, 4),
        () -> new HarrisMichaelSet(2, true),
        () -> new HarrisMichaelSet(2, false),
        () -> new Peterson(1, true),
        () -> new Peterson(2, false),
        () -> new Philosophers(6),
        () -> new TreiberStack(2, true),
        () -> new TreiberStack(3, false),
        () -> new WithdrawnRequest(false));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void fixtures_end_as_in_memory(Options options) {
    for (Supplier<Model> model : fixtures()) {
      DiskComparison.assertSame(model, options, NO_BYTES);
      DiskComparison.assertSame(model, options, FEW_BYTES);
    }
  }

  /** While nothing is moved there is the graph, and what is read from it. */
  @ParameterizedTest
  @MethodSource("everyWay")
  void what_fits_into_memory_ends_as_there(Options options) {
    Options counting = options.withCountedStates(Long.MAX_VALUE);
    fixtures().forEach(model -> DiskComparison.assertSame(model, counting, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void generated_programs_end_as_in_memory(Options options) {
    LongStream.rangeClosed(1, PROGRAMS)
        .forEach(
            seed ->
                DiskComparison.assertSame(
                    () -> ProgramGenerator.generate(seed), options, NO_BYTES));
  }

  @Test
  void weak_memory_ends_as_in_memory() {
    for (MemoryModel memory : MemoryModel.values()) {
      Options options = Options.defaults().with(memory).withCountedStates(0);
      DiskComparison.assertSame(() -> new CasCounter(2, 3), options, NO_BYTES);
      DiskComparison.assertSame(() -> new TreiberStack(2, true), options, NO_BYTES);
      DiskComparison.assertSame(() -> new Peterson(1, true), options, NO_BYTES);
    }
  }

  @Test
  void what_needs_the_graph_is_refused() {
    Checker checker =
        Checker.of(new Spinner(true)).with(Options.defaults().with(Options.Store.DISK));
    assertEquals(
        "livelocks and lock-freedom need the graph of all states in memory: store=DISK; use an"
            + " exact store, or leave the property out",
        assertThrows(IllegalArgumentException.class, checker::run).getMessage());
  }
}
