package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Result;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.cluster.Cluster;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.cluster.ClusterException;
import vcpucheck.checker.cluster.ClusterFolder;
import vcpucheck.checker.cluster.ClusterJob;
import vcpucheck.checker.cluster.ModelSource;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.ClusterComparison;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.HarrisMichaelSet;
import vcpucheck.checker.fixtures.Peterson;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.Spinner;
import vcpucheck.checker.fixtures.ThreadCluster;
import vcpucheck.checker.fixtures.TreiberStack;
import vcpucheck.checker.fixtures.WithdrawnRequest;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;

/** A search on a cluster ends like one on this machine, whatever becomes of tasks. */
final class ClusterSearchTest {
  private static final int PROGRAMS = 20;
  private static final int ROUNDS = 3;

  @TempDir private Path directory;

  private ThreadCluster cluster;

  @BeforeEach
  void connect() {
    cluster = new ThreadCluster(directory);
  }

  private ClusterConfig config(ModelSource source, int partitions, int smallLevel) {
    return new ClusterConfig(cluster, source, "states", partitions, smallLevel);
  }

  private static Stream<Options> everyWay() {
    Options options = Options.defaults().withValidate(false).withCountedStates(0);
    return Stream.of(
        options.with(Reductions.none()),
        options.with(Reductions.none()).withShortest(false),
        options.with(Reductions.all()),
        options.with(Reductions.all()).withShortest(false),
        options.with(Reductions.all()).withProfile(false),
        options.with(Reductions.all().withBlocks(false)),
        options.with(Reductions.all().withSymmetry(false)),
        options.with(Reductions.all().withHeapSymmetry(false)));
  }

  private static List<ModelSource> fixtures() {
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
  void fixtures_end_as_on_one_machine(Options options) {
    for (ModelSource source : fixtures()) {
      ClusterComparison.assertSame(options, config(source, 4, 20));
    }
    assertTrue(cluster.jobs() > 0 && cluster.repeated() > 0 && cluster.lost() > 0);
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void generated_programs_end_as_on_one_machine(Options options) {
    LongStream.rangeClosed(1, PROGRAMS)
        .forEach(
            seed ->
                ClusterComparison.assertSame(
                    options, config(() -> ProgramGenerator.generate(seed), 1 << seed % 4, 0)));
    assertTrue(cluster.jobs() > 0 && cluster.repeated() > 0);
  }

  /** A heap cell. */
  private record Item(IntCell data) {}

  /** vCPUs that allocate, write, and free. */
  private static Program allocating(Memory memory) {
    Slab<Item> items =
        memory.slab("item", 3, Slab.Reuse.ANY, cells -> new Item(cells.intCell("data", 0)));
    IntCell last = memory.intCell("last", 0);
    Runnable body =
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            Item item = Objects.requireNonNull(items.alloc());
            item.data().set(1);
            last.set(item.data().get());
            items.free(item);
          }
        };
    return Program.of(
        List.of(Vcpu.of("vcpu0", body), Vcpu.of("vcpu1", body), Vcpu.of("vcpu2", body)));
  }

  /** A cluster that counts the bytes that the driver hands to tasks. */
  private record MeteredCluster(Cluster cluster, AtomicLong bytes) implements Cluster {
    @Override
    public List<byte[]> run(ClusterJob job, List<byte[]> inputs, int partitions) {
      bytes.addAndGet(inputs.stream().mapToLong(input -> input.length).sum());
      return cluster.run(job, inputs, partitions);
    }

    @Override
    public int slots() {
      return cluster.slots();
    }

    @Override
    public ClusterFolder folder(String uri) {
      return cluster.folder(uri);
    }

    @Override
    public void close() {}
  }

  /** States that come back to the driver go out again, each with two words or more. */
  @Test
  void states_whose_slots_are_exchanged_are_expanded_on_machines() {
    ModelSource source = () -> ClusterSearchTest::allocating;
    AtomicLong bytes = new AtomicLong();
    Result result =
        Checker.of(source.model())
            .with(Options.defaults().withValidate(false))
            .with(new ClusterConfig(new MeteredCluster(cluster, bytes), source, "states", 2, 0))
            .run();
    result.assertVerified();
    assertTrue(bytes.get() < result.stats().states() * Long.BYTES);
  }

  @Test
  void the_driver_alone_ends_as_well() {
    Options options = Options.defaults().withCountedStates(0);
    ClusterComparison.assertSame(options, config(() -> new CasCounter(4, 3), 2, Integer.MAX_VALUE));
    assertEquals(0, cluster.jobs());
  }

  /** A folder in which files are damaged as soon as there are some. */
  private record DamagedFolder(ClusterFolder files, String directory, boolean isEmptied)
      implements ClusterFolder {
    private static final int SOME = 20;

    @Override
    public InputStream open(String name) throws IOException {
      Path folder = Path.of(directory);
      try (Stream<Path> all = Files.list(folder)) {
        if (all.count() >= SOME) {
          damage(folder.resolve(name));
        }
      }
      return files.open(name);
    }

    private void damage(Path file) throws IOException {
      if (isEmptied) {
        Files.write(file, new byte[0]);
      } else {
        Files.delete(file);
      }
    }

    @Override
    public OutputStream create(String name) throws IOException {
      return files.create(name);
    }

    @Override
    public void delete(String name) throws IOException {
      files.delete(name);
    }

    @Override
    public void deleteAll() throws IOException {
      files.deleteAll();
    }
  }

  /** A cluster whose files are damaged. */
  private record DamagedCluster(Cluster cluster, Path directory, boolean isEmptied)
      implements Cluster {
    @Override
    public List<byte[]> run(ClusterJob job, List<byte[]> inputs, int partitions) {
      return cluster.run(job, inputs, partitions);
    }

    @Override
    public int slots() {
      return cluster.slots();
    }

    @Override
    public ClusterFolder folder(String uri) {
      return new DamagedFolder(cluster.folder(uri), directory.resolve(uri).toString(), isEmptied);
    }

    @Override
    public void close() {}
  }

  private String failure(boolean isEmptied, int smallLevel) {
    Cluster damaged = new DamagedCluster(cluster, directory, isEmptied);
    ModelSource source = () -> new CasCounter(4, 3);
    Checker checker =
        Checker.of(source.model())
            .with(new ClusterConfig(damaged, source, "states", 4, smallLevel));
    return String.valueOf(assertThrows(ClusterException.class, checker::run).getMessage());
  }

  @Test
  void files_that_are_damaged_or_gone_end_the_search_with_a_sentence() {
    String driver =
        "a search on a cluster must be able to write its files, and read them as it wrote them:"
            + " error=";
    assertStarts(driver + "a file of states is damaged or was cut off", failure(true, 1 << 20));
    assertStarts(driver + directory, failure(false, 1 << 20));
    String job = "a job has failed: error=";
    assertStarts(job + "a file of states is damaged or was cut off: name=", failure(true, 0));
    assertStarts(job + directory, failure(false, 0));
  }

  /** Increments by so much, and is the same otherwise. */
  private static Program adding(Memory memory, int amount) {
    IntCell count = memory.intCell("count", 0);
    Runnable body = () -> count.set(count.get() + amount);
    return Program.of(List.of(Vcpu.of("one", body), Vcpu.of("other", body)));
  }

  @Test
  void machines_with_other_code_than_the_driver_end_the_search_with_a_sentence() {
    Checker checker =
        Checker.of(memory -> adding(memory, 1))
            .with(config(() -> memory -> adding(memory, 2), 2, 0));
    assertStarts(
        "a job has failed: error=each machine must run the code that the driver runs:",
        String.valueOf(assertThrows(ClusterException.class, checker::run).getMessage()));
  }

  private static void assertStarts(String expected, String actual) {
    assertTrue(actual.startsWith(expected), actual);
  }

  /** A vCPU waits for another. */
  private static Program waiting(Memory memory) {
    IntCell signal = memory.intCell("signal", 0);
    return Program.of(
        List.of(Vcpu.of("waiter", () -> signal.await(1)), Vcpu.of("other", () -> signal.set(1))),
        Property.noStuckVcpu());
  }

  @Test
  void what_needs_all_states_in_memory_is_said_to_be_left_out() {
    ModelSource source = () -> ClusterSearchTest::waiting;
    Result result = Checker.of(source.model()).with(config(source, 2, 0)).run();
    assertEquals(
        new Verdict.Verified(0, List.of(BuiltInProperty.NO_STUCK_VCPU.label())), result.verdict());
    assertEquals(new Interleavings.Unknown(), result.stats().interleavings());
  }

  @Test
  void what_needs_the_graph_is_refused() {
    Checker checker = Checker.of(new Spinner(true)).with(config(() -> new Spinner(true), 1, 0));
    assertEquals(
        "livelocks and lock-freedom need the graph of all states, which a cluster does not keep:"
            + " properties=no-livelock; search on one machine, or leave the property out",
        assertThrows(IllegalArgumentException.class, checker::run).getMessage());
  }

  @Test
  void weak_memory_is_refused() {
    Checker checker =
        Checker.of(new Peterson(1, true))
            .memory(MemoryModel.TSO)
            .with(config(() -> new Peterson(1, true), 1, 0));
    assertEquals(
        "a cluster searches under sc: memory=tso",
        assertThrows(IllegalArgumentException.class, checker::run).getMessage());
  }
}
