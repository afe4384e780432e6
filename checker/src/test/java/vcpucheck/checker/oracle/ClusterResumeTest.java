package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.CheckpointException;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.cluster.ClusterException;
import vcpucheck.checker.cluster.ModelSource;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.Searches;
import vcpucheck.checker.fixtures.ThreadCluster;
import vcpucheck.checker.fixtures.TreiberStack;

/** A search on a cluster whose driver was stopped or killed, however often, ends like another. */
final class ClusterResumeTest {
  private static final int PROGRAMS = 6;

  @TempDir private Path directory;

  private ThreadCluster cluster;
  private int files;
  private int pieces;

  @BeforeEach
  void connect() {
    cluster = new ThreadCluster(directory);
  }

  private static Stream<Options> everyWay() {
    Options options = Options.defaults().withValidate(false).withCountedStates(0);
    return Stream.of(
        options.with(Reductions.none()),
        options.with(Reductions.all()),
        options.with(Reductions.all()).withProfile(false));
  }

  private static List<ModelSource> fixtures() {
    return List.of(
        () -> new CasCounter(3, 2),
        () -> new CriticalSections(2, 4),
        () -> new HarrisMichaelSet(2, true),
        () -> new HarrisMichaelSet(2, false),
        () -> new Philosophers(5),
        () -> new TreiberStack(2, true),
        () -> new TreiberStack(3, false));
  }

  /** Thrown where a process is killed. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Stops or kills a search when asked for the n-th time, which it is behind each level. */
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

  private Checker checker(ModelSource source, Options options, ProgressListener monitor) {
    return Checker.of(Searches.ofStates(source.model())).with(options).with(monitor);
  }

  private ClusterConfig config(ModelSource source) {
    return new ClusterConfig(cluster, source, "states", 4, 20);
  }

  private Path newFile() {
    return directory.resolve("checkpoint" + files++);
  }

  private static CheckpointConfig checkpoints(Path file, boolean resumes, Duration interval) {
    return new CheckpointConfig(
        file,
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

  private Result whole(ModelSource source, Options options) {
    return checker(source, options, ProgressListener.NONE).with(config(source)).run();
  }

  private void assertSameInPieces(ModelSource source, Options options, int levels) {
    Path file = newFile();
    for (int piece = 0; ; piece++, pieces++) {
      Impatient monitor = new Impatient(levels, false);
      Result result =
          checker(source, options, monitor)
              .with(config(source))
              .with(checkpoints(file, piece > 0, Duration.ofDays(1)))
              .run();
      if (monitor.left > 0) {
        assertSame(whole(source, options), result, options + "\n" + source.model());
        return;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void fixtures_in_pieces(Options options) throws IOException {
    fixtures().forEach(source -> assertSameInPieces(source, options, 7));
    assertTrue(pieces > fixtures().size(), "searches were stopped");
    assertEquals(List.of(), left());
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void generated_programs_in_pieces(Options options) {
    LongStream.rangeClosed(1, PROGRAMS)
        .forEach(
            seed ->
                assertSameInPieces(
                    () -> ProgramGenerator.generate(seed), options, 2 + (int) (seed % 3)));
    assertTrue(pieces > PROGRAMS, "searches were stopped");
  }

  /** Killed behind a level, when the last checkpoint may be some levels ago. */
  @ParameterizedTest
  @MethodSource("everyWay")
  void killed_between_checkpoints(Options options) throws IOException {
    for (ModelSource source : fixtures()) {
      Path file = newFile();
      for (int levels = 3; ; levels += levels) {
        Duration interval = Duration.ofMillis(levels % 4);
        boolean isSaved = Files.exists(file);
        try {
          Result resumed =
              checker(source, options, new Impatient(levels, true))
                  .with(config(source))
                  .with(checkpoints(file, isSaved, interval))
                  .run();
          assertSame(whole(source, options), resumed, options + "\n" + source.model());
          break;
        } catch (Killed e) {
          assertTrue(levels < 1 << 20, "a search comes to its end");
        }
      }
    }
    assertEquals(List.of(), left());
  }

  private List<Path> left() throws IOException {
    Path states = directory.resolve("states");
    try (Stream<Path> folders = Files.list(states)) {
      return folders.toList();
    }
  }

  private Path stopped(ModelSource source) {
    Path file = newFile();
    checker(source, Options.defaults(), new Impatient(5, false))
        .with(config(source))
        .with(checkpoints(file, false, Duration.ofDays(1)))
        .run();
    return file;
  }

  private String refusal(ModelSource source, Path file, Optional<ClusterConfig> where) {
    Checker resumed =
        checker(source, Options.defaults(), ProgressListener.NONE)
            .with(checkpoints(file, true, Duration.ofDays(1)));
    RuntimeException refused =
        assertThrows(RuntimeException.class, () -> where.map(resumed::with).orElse(resumed).run());
    assertTrue(refused instanceof CheckpointException || refused instanceof ClusterException);
    return String.valueOf(refused.getMessage());
  }

  @Test
  void one_machine_does_not_go_on_from_a_checkpoint_of_several() {
    ModelSource source = () -> new CasCounter(3, 2);
    Path file = stopped(source);
    assertEquals(
        "a checkpoint must be of the same check: file="
            + file
            + ", machines there=several, here=one; give the scenario and the options that it was"
            + " begun with",
        refusal(source, file, Optional.empty()));
  }

  @Test
  void files_that_a_checkpoint_names_must_be_there_and_whole() throws IOException {
    ModelSource source = () -> new CasCounter(3, 2);
    Path file = stopped(source);
    for (Path run : runs()) {
      byte[] bytes = Files.readAllBytes(run);
      bytes[bytes.length / 2] ^= 1;
      Files.write(run, bytes);
    }
    assertRefused("a file of states is damaged or was cut off: name=", source, file);
    for (Path run : runs()) {
      Files.delete(run);
    }
    assertRefused(left().get(0) + "/", source, file);
  }

  private void assertRefused(String why, ModelSource source, Path file) {
    String sentence = refusal(source, file, Optional.of(config(source)));
    assertTrue(
        sentence.startsWith(
            "a search on a cluster must be able to write its files, and read them as it wrote"
                + " them: error="
                + why),
        sentence);
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> files = Files.walk(left().get(0))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
