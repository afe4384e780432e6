package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Checkpoints;
import vcpucheck.checker.Monitor;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.Spinner;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.model.Model;

/** A search that was stopped, however often, and resumed ends like one that was not. */
final class ResumeTest {
  private static final int PROGRAMS = 40;

  @TempDir private Path directory;

  private static Stream<Options> everyBreadthFirstWay() {
    return Stream.of(Options.Store.values())
        .map(Options.defaults()::with)
        .flatMap(
            options ->
                Stream.of(
                    options.with(Reductions.none()),
                    options.with(Reductions.all()),
                    options.with(Reductions.all().withFuse(false)),
                    options.with(Reductions.all().withSymmetry(false)),
                    options.with(Reductions.all()).withKeepGoing(true),
                    options.with(Reductions.all()).withCountInterleavings(false)));
  }

  /** Wants to stop when asked for the n-th time. */
  private static final class Impatient implements Monitor {
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

  private Checkpoints checkpoints(boolean resumes) {
    return new Checkpoints(
        directory.resolve("checkpoint"),
        resumes,
        Duration.ofDays(1),
        "a test",
        warning -> {
          throw new AssertionError(warning);
        });
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
    Result pieces = inPieces(model, options, batches);
    String facts = batches + " batches, " + options + "\n" + model.get();
    assertEquals(whole.verdict(), pieces.verdict(), facts);
    assertEquals(whole.stats(), pieces.stats(), facts);
  }

  private static List<Supplier<Model>> fixtures() {
    return List.of(
        () -> new CasCounter(3, 3),
        () -> new CriticalSections(3, 4),
        () -> new HarrisMichaelSet(2, true),
        () -> new HarrisMichaelSet(2, false),
        () -> new Peterson(1, true),
        () -> new Peterson(2, false),
        () -> new Philosophers(5),
        () -> new Spinner(true),
        () -> new TreiberStack(3, true),
        () -> new TreiberStack(3, false));
  }

  @ParameterizedTest
  @MethodSource("everyBreadthFirstWay")
  void fixtures_in_pieces(Options options) {
    fixtures().forEach(model -> assertSameInPieces(model, options, 7));
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
}
