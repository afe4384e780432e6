package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.fixtures.CommandRun;

/** The command reproduces known races on threads in every run. */
final class NativeReplayTest {
  private static final int RUNS = 100;

  @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"S01", "S03", "S28", "S56"})
  void threads_reproduce_the_race_in_every_run(String id) {
    String trace = trace(id);
    for (int run = 0; run < RUNS; run++) {
      String found = CommandRun.output(ExitStatus.VIOLATED, "replay", trace, "--native");
      assertTrue(found.startsWith("REPRODUCED: " + id + " "), found);
    }
  }

  /** A release that mended the race is followed up to where it does something else. */
  @ParameterizedTest
  @CsvSource({"S01, xen-4.14", "S03, xen-4.17", "S56, repaired"})
  void threads_of_mended_code_leave_the_trace(String id, String mended) {
    String found =
        CommandRun.output(
            ExitStatus.INCOMPLETE, "replay", trace(id), "--native", "--revision", mended);
    assertTrue(found.startsWith("DIVERGED: " + id + " "), found);
  }

  private String trace(String id) {
    String trace = directory.resolve(id + ".trace").toString();
    CommandRun.output(
        ExitStatus.VIOLATED, "check", id, "--revision", "xen-4.13", "--quiet", "--trace", trace);
    return trace;
  }
}
