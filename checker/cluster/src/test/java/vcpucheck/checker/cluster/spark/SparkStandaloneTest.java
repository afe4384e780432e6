package vcpucheck.checker.cluster.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.cli.Main;

/**
 * A search on Spark's own cluster ends as one on one machine, though an executor is killed on the
 * way.
 */
final class SparkStandaloneTest {
  /** After so many files of states an executor is killed. */
  private static final int FILES = 60;

  private static final List<String> FACTS =
      List.of("verdict", "property", "states", "transitions", "depth");

  @TempDir private Path directory;

  private record Run(int status, JsonNode json, String trace) {}

  @ParameterizedTest
  @CsvSource({"S01, xen-4.14", "S01, xen-4.13", "S72, xen-4.22"})
  void an_executor_is_killed(String scenario, String revision) throws Exception {
    Run here = check("here", scenario, revision);
    SparkStandalone.properties().forEach(System::setProperty);
    try (SparkStandalone spark = new SparkStandalone(directory, 2)) {
      Path work = Files.createDirectory(directory.resolve("work"));
      CompletableFuture<Run> search =
          CompletableFuture.supplyAsync(
              () ->
                  check(
                      "there",
                      scenario,
                      revision,
                      "--master",
                      spark.master(),
                      "--work",
                      work.toString(),
                      "--small-level",
                      "100"));
      Optional<ProcessHandle> killed = Optional.empty();
      while (killed.isEmpty() && !search.isDone()) {
        Thread.sleep(100);
        killed = files(work) < FILES ? killed : spark.killExecutor();
      }
      assertFalse(search.isDone(), "the search is over before an executor is killed");
      Run there = search.get();
      assertTrue(killed.isPresent());
      assertEquals(here.status(), there.status());
      FACTS.forEach(fact -> assertEquals(here.json().get(fact), there.json().get(fact), fact));
      assertEquals(here.trace(), there.trace());
    } finally {
      SparkStandalone.properties().keySet().forEach(System::clearProperty);
    }
  }

  private static long files(Path work) throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      return files.filter(file -> file.toString().endsWith(".run")).count();
    }
  }

  private Run check(String name, String scenario, String revision, String... more) {
    Path json = directory.resolve(name + ".json");
    Path trace = directory.resolve(name + ".trace");
    List<String> args =
        new ArrayList<>(
            List.of(
                "check",
                scenario,
                "--revision",
                revision,
                "--json",
                json.toString(),
                "--trace",
                trace.toString()));
    args.addAll(List.of(more));
    StringWriter err = new StringWriter();
    int status =
        Main.run(
            args.toArray(String[]::new), new PrintWriter(new StringWriter()), new PrintWriter(err));
    assertTrue(status <= 1, err::toString);
    try {
      return new Run(
          status,
          new ObjectMapper().readTree(json.toFile()),
          Files.exists(trace) ? Files.readString(trace) : "");
    } catch (IOException e) {
      throw new AssertionError(err.toString(), e);
    }
  }
}
