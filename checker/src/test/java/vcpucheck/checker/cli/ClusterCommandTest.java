package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.cluster.ClusterProvider;
import vcpucheck.checker.fixtures.ThreadProvider;

/** The command line with an artifact that brings a cluster. */
final class ClusterCommandTest {
  @TempDir Path directory = Path.of("");
  private Path artifact = Path.of("");
  private Path work = Path.of("");

  @BeforeEach
  void bringACluster() throws IOException {
    artifact = Files.createDirectory(directory.resolve("artifact"));
    work = Files.createDirectory(directory.resolve("work"));
    Path services = Files.createDirectories(artifact.resolve("META-INF").resolve("services"));
    Files.writeString(
        services.resolve(ClusterProvider.class.getName()), ThreadProvider.class.getName() + "\n");
  }

  private Run there(String... args) throws Exception {
    Stream<String> where =
        Stream.of("--master", "threads", "--work", work.toString(), "--small-level", "1");
    return CataloguePathTest.run(
        artifact.toString(), Stream.concat(Stream.of(args), where).toArray(String[]::new));
  }

  @Test
  void a_violation_is_that_of_one_machine() throws Exception {
    Path here = directory.resolve("here.trace");
    Path there = directory.resolve("there.trace");
    Run alone = Run.of("check", "treiber", "--trace", here.toString(), "-q");
    Run run = there("check", "treiber", "--trace", there.toString(), "-q");
    assertEquals(alone, run);
    assertEquals(Files.readString(here), Files.readString(there));
    assertEquals(List.of(), left());
  }

  @Test
  void a_verdict_is_that_of_one_machine_which_counts_no_interleavings() throws Exception {
    Run alone = Run.of("check", "counter", "--count-up-to", "0");
    Run run = there("check", "counter");
    assertEquals("", run.err());
    assertEquals(alone.report(), run.report());
  }

  @Test
  void what_needs_the_graph_is_refused() throws Exception {
    assertEquals(
        new Run(
            2,
            "",
            "vcpucheck: livelocks and lock-freedom need the graph of all states, which a cluster"
                + " does not keep: properties=no-livelock; search on one machine, or leave the"
                + " property out\n"),
        there("check", "peterson"));
    assertEquals(List.of(), left());
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files.toList();
    }
  }
}
