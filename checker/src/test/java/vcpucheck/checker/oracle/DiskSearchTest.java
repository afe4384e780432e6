package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.fixtures.Spinner;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.fixtures.WithdrawnRequest;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.model.Model;

/** A search that moves states to disk ends like one that keeps them in memory. */
final class DiskSearchTest {
  private static final int PROGRAMS = 30;

  /** So little that states are moved after every batch. */
  private static final long NO_BYTES = 1;

  /** So little that states are moved now and then, in the middle of levels, too. */
  private static final long FEW_BYTES = 200_000;

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
        () -> new CasCounter(3, 3),
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

  /** The same but for what needs the graph of all states. */
  private static void assertSame(Supplier<Model> model, Options options, long bytes) {
    Result memory = Checker.of(Searches.ofStates(model.get())).with(options).run();
    Options onDisk = options.with(Options.Store.DISK).with(Limits.none().withBytes(bytes));
    Result disk = Checker.of(Searches.ofStates(model.get())).with(onDisk).run();
    String facts = onDisk + "\n" + model.get();
    assertEquals(memory.stats(), disk.stats(), facts);
    assertEquals(memory.coverage(), disk.coverage(), facts);
    if (isStuck(memory.verdict())) {
      assertEquals(
          new Verdict.Verified(0, List.of(BuiltInProperty.NO_STUCK_VCPU.label())), disk.verdict());
    } else if (disk.verdict() instanceof Verdict.Verified) {
      assertTrue(memory.verdict() instanceof Verdict.Verified, facts);
    } else {
      assertEquals(memory.verdict(), disk.verdict(), facts);
    }
  }

  private static boolean isStuck(Verdict verdict) {
    return verdict instanceof Verdict.Violated violated
        && violated.property().equals(BuiltInProperty.NO_STUCK_VCPU.label());
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void fixtures_end_as_in_memory(Options options) {
    for (Supplier<Model> model : fixtures()) {
      assertSame(model, options, NO_BYTES);
      assertSame(model, options, FEW_BYTES);
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void generated_programs_end_as_in_memory(Options options) {
    LongStream.rangeClosed(1, PROGRAMS)
        .forEach(seed -> assertSame(() -> ProgramGenerator.generate(seed), options, NO_BYTES));
  }

  @Test
  void weak_memory_ends_as_in_memory() {
    for (MemoryModel memory : MemoryModel.values()) {
      Options options = Options.defaults().with(memory).withCountedStates(0);
      assertSame(() -> new CasCounter(2, 3), options, NO_BYTES);
      assertSame(() -> new TreiberStack(2, true), options, NO_BYTES);
      assertSame(() -> new Peterson(1, true), options, NO_BYTES);
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
