package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.CheckpointException;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
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
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** A search that was stopped, however often, and resumed ends like one that was not. */
final class ResumeTest {
  private static final int PROGRAMS = 25;
  private static final int TANGLED_STATES = 2_000;
  private static final int OTHER_PROGRAMS = 100;

  @TempDir private Path directory;

  private static Stream<Options> everyBreadthFirstWay() {
    return Searches.stores()
        .map(Options.defaults().withValidate(false)::with)
        .flatMap(
            options ->
                Stream.of(
                    options.with(Reductions.none()),
                    options.with(Reductions.all()),
                    options.with(Reductions.all()).withProfile(false),
                    options.with(Reductions.all().withBlocks(false)),
                    options.with(Reductions.all().withSymmetry(false)),
                    options.with(Reductions.all()).withKeepGoing(true),
                    options.with(Reductions.all()).withCountedStates(0),
                    options.with(Reductions.all()).withCountedStates(100)));
  }

  private static Stream<Options> everyMemoryModel() {
    return Stream.of(MemoryModel.values())
        .map(memory -> Options.defaults().withValidate(false).with(memory));
  }

  private static List<Supplier<Model>> fixtures() {
    return List.of(
        () -> new CasCounter(3, 2),
        () -> new CriticalSections(2, 4),
        () -> new HarrisMichaelSet(2, true),
        () -> new HarrisMichaelSet(2, false),
        () -> new Peterson(1, true),
        () -> new Peterson(2, false),
        () -> new Philosophers(5),
        () -> new Spinner(true),
        () -> new TreiberStack(2, true),
        () -> new TreiberStack(3, false));
  }

  private Path file() {
    return directory.resolve("checkpoint");
  }

  private CheckpointConfig checkpoints(boolean resumes) {
    return checkpoints(resumes, Duration.ofDays(1));
  }

  private CheckpointConfig checkpoints(boolean resumes, Duration interval) {
    return new CheckpointConfig(
        file(),
        resumes,
        interval,
        "a test",
        warning -> {
          throw new AssertionError(warning);
        });
  }

  private static void assertSame(Result whole, Result resumed, String facts) {
    assertEquals(whole.verdict(), resumed.verdict(), facts);
    assertEquals(whole.stats(), resumed.stats(), facts);
    assertEquals(whole.coverage(), resumed.coverage(), facts);
  }

  // ---- stopped ----

  /** Wants to stop when asked for the n-th time. */
  private static final class Impatient implements ProgressListener {
    private int left;
    private boolean hasStopped;

    Impatient(int questions) {
      left = questions;
    }

    @Override
    public boolean wantsToStop() {
      hasStopped |= --left <= 0;
      return hasStopped;
    }

    @Override
    public void progress(Progress progress) {}
  }

  /** The result of a search that is stopped at every so-many-th batch. */
  private Result inPieces(Supplier<Model> model, Options options, int batches) {
    for (int piece = 0; ; piece++) {
      Impatient monitor = new Impatient(batches);
      Result result =
          Checker.of(model.get())
              .with(options.withWorkers(1 + piece % 3))
              .with(monitor)
              .with(checkpoints(piece > 0))
              .run();
      if (!monitor.hasStopped) {
        return result;
      }
    }
  }

  private void assertSameInPieces(Supplier<Model> model, Options options, int batches) {
    Result whole = Checker.of(model.get()).with(options).run();
    String facts = batches + " batches, " + options + "\n" + model.get();
    assertSame(whole, inPieces(model, options, batches), facts);
  }

  @ParameterizedTest
  @MethodSource("everyBreadthFirstWay")
  void fixtures_in_pieces(Options options) {
    fixtures().forEach(model -> assertSameInPieces(model, options, 11));
  }

  @ParameterizedTest
  @MethodSource("everyBreadthFirstWay")
  void generated_programs_in_pieces(Options options) {
    LongStream.rangeClosed(1, PROGRAMS)
        .forEach(
            seed ->
                assertSameInPieces(
                    () -> ProgramGenerator.generate(seed), options, 1 + (int) (seed % 4)));
  }

  @ParameterizedTest
  @MethodSource("everyBreadthFirstWay")
  void tangled_programs_in_pieces(Options options) {
    Options limited = options.with(Limits.none().withStates(TANGLED_STATES));
    boolean hasStates = options.store() != Options.Store.FINGERPRINT;
    LongStream.rangeClosed(1, PROGRAMS)
        .filter(seed -> hasStates || !TangleGenerator.generate(seed).needsWholeStates())
        .forEach(
            seed ->
                assertSameInPieces(
                    () -> TangleGenerator.generate(seed), limited, 2 + (int) (seed % 4)));
  }

  @ParameterizedTest
  @EnumSource
  void more_states_than_are_kept_together(Options.Store store) {
    Options options = Options.defaults().withValidate(false).with(Reductions.none()).with(store);
    assertSameInPieces(() -> new CasCounter(4, 3), options, 40);
  }

  // ---- stopped by a limit of states, in the middle of a batch ----

  @ParameterizedTest
  @MethodSource("everyBreadthFirstWay")
  void limits_that_cut_batches_off(Options options) {
    fixtures().forEach(model -> assertSameWithLimits(model, options));
  }

  /** Under each limit the resumed search ends like one that began under that limit. */
  private void assertSameWithLimits(Supplier<Model> model, Options options) {
    long most = Checker.of(model.get()).with(options).run().stats().states();
    boolean resumes = false;
    for (long limit = 1; limit < 2 * most; limit += 1 + most / 3) {
      Options limited = options.with(Limits.none().withStates(limit));
      Result whole = Checker.of(model.get()).with(limited).run();
      Result resumed = Checker.of(model.get()).with(limited).with(checkpoints(resumes)).run();
      assertSame(whole, resumed, limited + "\n" + model.get());
      resumes |= Files.exists(file());
    }
    delete(file());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- killed ----

  /** Thrown where a process is killed. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Kills the search when asked for the n-th time. */
  private static final class Killer implements ProgressListener {
    private int left;

    Killer(int questions) {
      left = questions;
    }

    @Override
    public boolean wantsToStop() {
      if (--left == 0) {
        throw new Killed();
      }
      return false;
    }

    @Override
    public void progress(Progress progress) {}
  }

  @ParameterizedTest
  @MethodSource("everyBreadthFirstWay")
  void killed_between_batches(Options options) {
    for (Supplier<Model> model : fixtures()) {
      assertTrue(isKilledAndSame(model, options, 2), model.get() + " has two batches");
      isKilledAndSame(model, options, 11);
    }
  }

  @ParameterizedTest
  @MethodSource("everyMemoryModel")
  void under_every_memory_model(Options options) {
    for (int batches = 1; batches < 4; batches++) {
      assertSameInPieces(SharedLate::new, options, batches);
      assertSameInPieces(() -> new CasCounter(2, 3), options, batches);
      assertSameInPieces(() -> new TreiberStack(2, true), options, batches);
    }
    assertSameWithLimits(() -> new CasCounter(2, 2), options);
    assertTrue(isKilledAndSame(() -> new CasCounter(2, 3), options, 2), "two");
  }

  /** Kills a search that is saved after each batch; false if it has not so many. */
  private boolean isKilledAndSame(Supplier<Model> model, Options options, int batch) {
    Checker checker = Checker.of(model.get()).with(options).with(new Killer(batch));
    try {
      checker.with(checkpoints(false, Duration.ZERO)).run();
      return false;
    } catch (Killed e) {
      Result whole = Checker.of(model.get()).with(options).run();
      Result resumed = Checker.of(model.get()).with(options).with(checkpoints(true)).run();
      assertSame(whole, resumed, "killed in batch " + batch + ", " + options + "\n" + model.get());
      return true;
    }
  }

  /** A model that is wrong after a while, which walks that look ahead come upon at once. */
  private static final class WrongLater implements Model {
    @Override
    public Program build(Memory memory) {
      IntCell cell = memory.intCell("cell", 0);
      Vcpu.Step<Integer> step =
          round -> {
            cell.getAndAdd(1);
            if (round == 9) {
              throw new ModelException("planted");
            }
            return Optional.of(round + 1);
          };
      return Program.of(
          List.of(new Vcpu<>("one", 0, step), new Vcpu<>("other", 0, step)),
          Property.always("small", () -> Optional.empty()));
    }
  }

  @ParameterizedTest
  @MethodSource("everyBreadthFirstWay")
  void a_model_that_is_wrong_is_wrong_when_resumed(Options options) {
    Checker checker = Checker.of(new WrongLater()).with(options.withProfile(true));
    Impatient monitor = new Impatient(3);
    checker.with(monitor).with(checkpoints(false)).run();
    assertTrue(monitor.hasStopped);
    ModelException e =
        assertThrows(ModelException.class, () -> checker.with(checkpoints(true)).run());
    assertEquals("planted", e.getMessage());
  }

  /** What a search relies on long before it turns out to be wrong: that one vCPU uses a cell. */
  private static final class SharedLate implements Model {
    private static final int ROUNDS = 6;
    private static final int LATE = 9;

    @Override
    public Program build(Memory memory) {
      IntCell shared = memory.intCell("shared", 0);
      IntCell own = memory.intCell("own", 0);
      return Program.of(
          List.of(
              vcpu(
                  "one",
                  () -> {
                    own.getAndAdd(1);
                    shared.getAndAdd(1);
                  }),
              vcpu(
                  "other",
                  () -> {
                    if (shared.getAndAdd(1) >= LATE) {
                      own.getAndAdd(1);
                    }
                  })));
    }

    private static Vcpu<Integer> vcpu(String name, Runnable body) {
      return new Vcpu<>(
          name,
          1,
          round -> {
            body.run();
            return round < ROUNDS ? Optional.of(round + 1) : Optional.empty();
          });
    }
  }

  @ParameterizedTest
  @MethodSource("everyBreadthFirstWay")
  void what_was_relied_on_can_still_turn_out_wrong(Options options) {
    for (int batches = 1; batches < 6; batches++) {
      assertSameInPieces(SharedLate::new, options, batches);
      assertTrue(isKilledAndSame(SharedLate::new, options, 1 + batches));
    }
  }

  // ---- other code ----

  /** The checkpoint of one program is refused for another, or is true of the other, too. */
  @Test
  void other_code_is_noticed() {
    int refused = 0;
    for (long seed = 1; seed <= OTHER_PROGRAMS; seed++) {
      Impatient monitor = new Impatient(1 + (int) (seed % 5));
      Checker.of(ProgramGenerator.generate(seed)).with(monitor).with(checkpoints(false)).run();
      if (monitor.hasStopped && isRefused(ProgramGenerator.generate(seed + 1))) {
        refused++;
      }
    }
    assertTrue(refused > OTHER_PROGRAMS / 2, "refused: " + refused);
  }

  @Test
  void repaired_code_is_noticed() {
    Checker.of(new TreiberStack(3, false)).with(new Impatient(20)).with(checkpoints(false)).run();
    assertTrue(isRefused(new TreiberStack(3, true)));
  }

  private boolean isRefused(Model model) {
    try {
      Result resumed = Checker.of(model).with(checkpoints(true)).run();
      assertSame(Checker.of(model).run(), resumed, model.toString());
      return false;
    } catch (CheckpointException e) {
      assertEquals(
          "a checkpoint must be of the same code: file="
              + file()
              + "; the code under test, the scenario or a property has changed since, so begin"
              + " anew",
          e.getMessage());
      return true;
    }
  }
}
