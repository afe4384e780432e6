package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that searches on disk is killed at random moments, and goes on to the same result.
 * {@code make test-disk} does it more often, with more states.
 */
final class DiskKillTest {
  /** How often a process is killed. */
  private static final int KILLS = Integer.getInteger("disk.kills", 2);

  /** How many increments each vCPU makes: 5 for 2,191,641 states. */
  private static final int ROUNDS = Integer.getInteger("disk.rounds", 4);

  private static final int MOST_MILLIS = 4_000;

  @TempDir private Path directory;

  private final Random random = new Random();
  private int searches;
  private int kills;

  private Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledSearch.class.getName(),
            file.toString(),
            Integer.toString(ROUNDS))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Whether a process ended by itself within a random time; otherwise it is killed. */
  private boolean hasEnded(Process process) throws InterruptedException {
    int millis = kills < KILLS ? random.nextInt(MOST_MILLIS) : Integer.MAX_VALUE;
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      return true;
    }
    process.destroyForcibly().waitFor();
    kills++;
    return false;
  }

  /** The result of a search whose processes are killed now and then. */
  private String disturbed() throws IOException, InterruptedException {
    Path file = directory.resolve("search" + searches++);
    while (true) {
      Process process = start(file);
      if (hasEnded(process)) {
        assertEquals(0, process.exitValue());
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  @Test
  void a_killed_search_goes_on() throws IOException, InterruptedException {
    String expected = KilledSearch.undisturbed(ROUNDS);
    while (kills < KILLS) {
      assertEquals(expected, disturbed());
    }
  }
}
