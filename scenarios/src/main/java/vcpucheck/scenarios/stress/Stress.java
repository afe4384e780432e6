package vcpucheck.scenarios.stress;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vcpucheck.checker.memory.Violation;

/** Runs tests on real threads, in processes of their own. */
final class Stress {
  private static final String CLASS_PATH = "java.class.path";

  private Stress() {}

  /**
   * Runs some tests, and enumerates their outcomes.
   *
   * @throws IllegalStateException if they could not be run to their end
   */
  static StressReport run(List<StressTest> tests, Mode mode) {
    List<Observation> observations = observe(tests, mode);
    return new StressReport(tests.stream().map(test -> result(test, mode, observations)).toList());
  }

  private static StressReport.Result result(
      StressTest test, Mode mode, List<Observation> observations) {
    Map<String, Long> samples = new TreeMap<>();
    List<String> violations = new ArrayList<>();
    for (Observation observation : observations) {
      if (!observation.test().equals(test.className())) {
        continue;
      }
      if (observation.samples() != Observation.FAILURE) {
        samples.merge(observation.outcome(), observation.samples(), Long::sum);
      } else if (observation.outcome().contains(Violation.class.getName())) {
        violations.add(observation.outcome());
      } else {
        throw new IllegalStateException(test.name() + " failed: " + observation.outcome());
      }
    }
    if (samples.isEmpty() && violations.isEmpty()) {
      throw new IllegalStateException("a test that ran has samples: test=" + test.name());
    }
    return new StressReport.Result(test, mode, OutcomeTable.enumerate(test), samples, violations);
  }

  private static List<Observation> observe(List<StressTest> tests, Mode mode) {
    try {
      Path directory = Files.createTempDirectory("vcpucheck-stress");
      try {
        Path results = directory.resolve("results");
        List<String> command =
            Stream.concat(
                    Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        Harness.class.getName(),
                        results.toString(),
                        mode.name()),
                    tests.stream().map(StressTest::className))
                .toList();
        run(command, directory, mode.limit(tests.size()).toSeconds());
        return Files.readAllLines(results).stream().map(Observation::of).toList();
      } finally {
        MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /* The process runs elsewhere. */
  private static String classPath() {
    return Stream.of(System.getProperty(CLASS_PATH).split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void run(List<String> command, Path directory, long seconds) throws IOException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IllegalStateException("jcstress hangs:\n" + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while jcstress runs", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("jcstress failed:\n" + Files.readString(output));
    }
  }
}
