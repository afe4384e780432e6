package vcpucheck.checker.cluster.spark;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.cluster.Cluster;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.cluster.ClusterException;
import vcpucheck.checker.cluster.ClusterProvider;
import vcpucheck.checker.cluster.ModelSource;
import vcpucheck.checker.fixtures.CasCounter;
import vcpucheck.checker.fixtures.ClusterComparison;
import vcpucheck.checker.fixtures.CriticalSections;
import vcpucheck.checker.fixtures.Philosophers;
import vcpucheck.checker.fixtures.TreiberStack;

/** A search on Spark in this JVM ends as one without it. */
final class SparkLocalTest {
  private static Cluster cluster;

  @TempDir private Path directory;

  @BeforeAll
  static void connect() {
    ClusterProvider provider = ServiceLoader.load(ClusterProvider.class).findFirst().orElseThrow();
    cluster = provider.connect("local[2]");
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  private static Stream<Options> everyWay() {
    Options options = Options.defaults().withValidate(false).withCountedStates(0);
    return Stream.of(
        options.with(Reductions.none()),
        options.with(Reductions.none()).withShortest(false),
        options.with(Reductions.all()).withShortest(false));
  }

  private static List<ModelSource> fixtures() {
    return List.of(
        () -> new CasCounter(4, 3),
        () -> new CriticalSections(3, 4),
        () -> new Philosophers(5),
        () -> new TreiberStack(2, true),
        () -> new TreiberStack(2, false));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void fixtures_end_as_without_spark(Options options) {
    for (ModelSource source : fixtures()) {
      ClusterComparison.assertSame(
          options,
          new ClusterConfig(cluster, source, directory.resolve("states").toString(), 4, 200));
    }
  }

  @Test
  void a_master_that_is_none_is_refused() {
    ClusterException refused =
        assertThrows(ClusterException.class, () -> new SparkProvider().connect("nowhere"));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("Spark must be there, and take the application"));
  }
}
