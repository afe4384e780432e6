package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.model.Model;

/** A search on disk that was stopped or killed, however often, ends like one that was not. */
final class DiskResumeTest {
  private static final int PROGRAMS = 6;

  /** So little that states are moved after every batch. */
  private static final long NO_BYTES = 1;

  /** So little that states are moved after several batches. */
  private static final long FEW_BYTES = 600_000;

  @TempDir private Path directory;

  private int files;

  private static Stream<Options> everyWay() {
    Options options = Options.defaults().withValidate(false).withCountedStates(0);
    return Stream.of(
        options.with(Reductions.none()),
        options.with(Reductions.all()),
        options.with(Reductions.all().withHeapSymmetry(true)).withProfile(false));
  }

  private static List<Supplier<Model>> fixtures() {
    return List.of(
        () -> new CasCounter(3, 2),
        () -> new CriticalSections(2, 4),
        () -> new HarrisMichaelSet(2, true),
        () -> new HarrisMichaelSet(2, false),
        () -> new Philosophers(5),
        () -> new TreiberStack(2, true),
        () -> new TreiberStack(3, false));
  }

  private CheckpointConfig checkpoints(Path file, boolean resumes, Duration interval) {
    return new CheckpointConfig(
        file,
        resumes,
        interval,
        "a test",
        warning -> {
          throw new AssertionError(warning);
        });
  }

  private Path newFile() {
    return directory.resolve("checkpoint" + files++);
  }

  private static Options onDisk(Options options, long bytes) {
    return options.with(Options.Store.DISK).with(Limits.none().withBytes(bytes));
  }

  private static void assertSame(Result whole, Result resumed, String facts) {
    assertEquals(whole.verdict(), resumed.verdict(), facts);
    assertEquals(whole.stats(), resumed.stats(), facts);
    assertEquals(whole.coverage(), resumed.coverage(), facts);
  }

  /** Thrown where a process is killed. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Stops or kills a search when asked for the n-th time. */
  private static final class Impatient implements ProgressListener {
    private final boolean kills;
    private int left;

    Impatient(int questions, boolean kills) {
      left = questions;
      this.kills = kills;
    }

    @Override
    public boolean wantsToStop() {
      left--;
      if (left <= 0 && kills) {
        throw new Killed();
      }
      return left <= 0;
    }

    @Override
    public void progress(Progress progress) {}
  }

  /** The result of a search that is stopped at every so-many-th batch. */
  private Result inPieces(Supplier<Model> model, Options options, int batches) {
    Path file = newFile();
    for (int piece = 0; ; piece++) {
      Impatient monitor = new Impatient(batches, false);
      Result result =
          Checker.of(Searches.ofStates(model.get()))
              .with(options.withWorkers(1 + piece % 3))
              .with(monitor)
              .with(checkpoints(file, piece > 0, Duration.ofDays(1)))
              .run();
      if (monitor.left > 0) {
        assertTrue(piece > 0 || result.stats().states() < 100_000, "it was stopped once");
        return result;
      }
    }
  }

  private void assertSameInPieces(Supplier<Model> model, Options onDisk, int batches) {
    Result whole = Checker.of(Searches.ofStates(model.get())).with(onDisk).run();
    String facts = batches + " batches, " + onDisk + "\n" + model.get();
    assertSame(whole, inPieces(model, onDisk, batches), facts);
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void fixtures_in_pieces(Options options) {
    fixtures().forEach(model -> assertSameInPieces(model, onDisk(options, FEW_BYTES), 15));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void generated_programs_in_pieces(Options options) {
    LongStream.rangeClosed(1, PROGRAMS)
        .forEach(
            seed ->
                assertSameInPieces(
                    () -> ProgramGenerator.generate(seed),
                    onDisk(options, NO_BYTES),
                    1 + (int) (seed % 4)));
  }

  /** Killed in a batch, when the last checkpoint may be some batches and files ago. */
  @ParameterizedTest
  @MethodSource("everyWay")
  void killed_between_checkpoints(Options options) {
    for (Supplier<Model> model : fixtures()) {
      Options onDisk = onDisk(options, NO_BYTES);
      Result whole = Checker.of(Searches.ofStates(model.get())).with(onDisk).run();
      Path file = newFile();
      boolean isSaved = false;
      for (int batch = 3; ; batch += batch) {
        Checker checker =
            Checker.of(Searches.ofStates(model.get()))
                .with(onDisk)
                .with(new Impatient(batch, true));
        try {
          Duration interval = Duration.ofMillis(batch % 3);
          Result resumed = checker.with(checkpoints(file, isSaved, interval)).run();
          assertSame(whole, resumed, onDisk + "\n" + model.get());
          break;
        } catch (Killed e) {
          isSaved = file.toFile().exists();
        }
      }
    }
  }

  /** A search in memory that was stopped goes on on disk, and in the end is one of either kind. */
  @ParameterizedTest
  @MethodSource("everyWay")
  void from_memory_to_disk(Options options) {
    for (Supplier<Model> model : fixtures()) {
      assertSameFromMemory(model.get(), options, FEW_BYTES);
      assertSameFromMemory(model.get(), options.withCountedStates(Long.MAX_VALUE), Long.MAX_VALUE);
    }
  }

  private void assertSameFromMemory(Model model, Options options, long bytes) {
    Checker checker = Checker.of(Searches.ofStates(model));
    Result whole = checker.with(onDisk(options, bytes)).run();
    for (Options.Store store : List.of(Options.Store.EXACT, Options.Store.COLLAPSED)) {
      Path file = newFile();
      checker
          .with(options.with(store))
          .with(new Impatient(store == Options.Store.EXACT ? 4 : 17, false))
          .with(checkpoints(file, false, Duration.ofDays(1)))
          .run();
      if (Files.exists(file)) {
        Result resumed =
            checker
                .with(onDisk(options, bytes))
                .with(checkpoints(file, true, Duration.ofDays(1)))
                .run();
        assertSame(whole, resumed, options + "\n" + model);
      }
    }
  }

  /** Where states cannot be written the search ends with a sentence, and can go on later. */
  @Test
  void without_room_the_last_checkpoint_stays() throws IOException {
    Options onDisk = onDisk(Options.defaults().withCountedStates(0), 2 * FEW_BYTES);
    Model model = new CasCounter(4, 3);
    Result whole = Checker.of(model).with(onDisk.with(Reductions.none())).run();
    Path file = newFile();
    CheckpointConfig saved = checkpoints(file, false, Duration.ZERO);
    Files.createFile(saved.folder()); /* in the place of the folder */
    Checker checker = Checker.of(model).with(onDisk.with(Reductions.none()));
    Result stopped = checker.with(saved).run();
    assertEquals(
        "states could not be moved to disk or read from it: error="
            + new FileAlreadyExistsException(saved.folder().toString())
            + "; make room, and go on from the last checkpoint if there is one",
        ((Verdict.Incomplete) stopped.verdict()).reason());
    Files.delete(saved.folder());
    assertSame(whole, checker.with(checkpoints(file, true, Duration.ZERO)).run(), "resumed");
  }
}
