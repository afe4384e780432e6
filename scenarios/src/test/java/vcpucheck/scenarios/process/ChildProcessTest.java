package vcpucheck.scenarios.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children end with their parent and leave nothing. */
final class ChildProcessTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path directory;

  /** Writes its arguments to the result. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] args) throws IOException {
      ParentWatch.start(Path.of(args[0]));
      Files.write(Path.of(args[0]), List.of(args).subList(1, args.length));
    }
  }

  /** Fails and says why. */
  static final class Failing {
    private Failing() {}

    public static void main(String[] args) {
      System.err.println("planted");
      System.exit(7);
    }
  }

  /**
   * Starts a process that does the same as it, writes both numbers and its own directory to a file,
   * and never ends.
   */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws IOException {
      Path result = Path.of(args[0]);
      ParentWatch.start(result);
      Process grandchild = new ProcessBuilder("sleep", "1000").start();
      Path note = Path.of(args[1]);
      Path unfinished = note.resolveSibling("unfinished");
      Files.write(
          unfinished,
          List.of(
              Long.toString(ProcessHandle.current().pid()),
              Long.toString(grandchild.pid()),
              result.resolveSibling("").toString()));
      Files.move(unfinished, note);
      while (true) {
        LockSupport.park();
      }
    }
  }

  /** A parent of an endless child. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) {
      ChildProcess.run(Endless.class, List.of(args), LIMIT, () -> false);
    }
  }

  private static void assertGone(Path note) throws Exception {
    List<String> lines = Files.readAllLines(note);
    for (String pid : lines.subList(0, 2)) {
      var process = ProcessHandle.of(Long.parseLong(pid));
      if (process.isPresent()) {
        process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }
    Path own = Path.of(lines.get(2));
    for (long left = PATIENCE_SECONDS * 10; left > 0 && Files.exists(own); left--) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertFalse(Files.exists(own), own::toString);
  }

  @Test
  void a_child_gives_its_result() {
    assertEquals(
        List.of("one", "two"),
        ChildProcess.run(Echo.class, List.of("one", "two"), LIMIT, () -> false));
  }

  @Test
  void a_child_that_fails_is_told_with_what_it_printed() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> ChildProcess.run(Failing.class, List.of(), LIMIT, () -> false));
    assertEquals("a process failed:\nplanted\n", failure.getMessage());
  }

  @Test
  void a_child_that_hangs_ends() throws Exception {
    Path note = directory.resolve("note");
    Duration limit = Duration.ofSeconds(5);
    assertThrows(
        IllegalStateException.class,
        () -> ChildProcess.run(Endless.class, List.of(note.toString()), limit, () -> false));
    if (Files.exists(note)) {
      assertGone(note);
    }
  }

  @Test
  void an_interruption_ends_the_child_and_what_it_started() throws Exception {
    Path note = directory.resolve("note");
    assertThrows(
        CancellationException.class,
        () ->
            ChildProcess.run(
                Endless.class, List.of(note.toString()), LIMIT, () -> Files.exists(note)));
    assertGone(note);
  }

  @Test
  void the_child_of_a_killed_parent_ends_and_what_it_started() throws Exception {
    Path note = directory.resolve("note");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                note.toString())
            .redirectErrorStream(true)
            .start();
    while (!Files.exists(note)) {
      assertTrue(parent.isAlive(), () -> output(parent));
      TimeUnit.MILLISECONDS.sleep(50);
    }
    parent.destroyForcibly();
    assertTrue(parent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertGone(note);
  }

  private static String output(Process process) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return String.join("\n", lines.lines().toList());
    } catch (IOException e) {
      return e.toString();
    }
  }
}
