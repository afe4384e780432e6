package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cli.spi.ExitStatus;

/** What only a process of its own shows. */
final class ProcessTest {
  /** Long enough to be killed meanwhile, and not much longer. */
  private static final String[] LONG = {"check", "counter", "--vcpus", "4", "--no-symmetry"};

  @TempDir private Path directory;

  private static Process start(String... args) throws IOException {
    return startWithHeap("1g", args);
  }

  private static Process startWithHeap(String heap, String... args) throws IOException {
    return builder(heap, args).start();
  }

  /** A process that keeps nothing in the user's directories. */
  private static ProcessBuilder builder(String heap, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    List.of("COLUMNS", "HOME", "XDG_CACHE_HOME", "VCPUCHECK_CLASSPATH")
        .forEach(builder.environment()::remove);
    return builder;
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void the_status_of_the_process_is_that_of_the_command() throws Exception {
    Process process = start("check", "peterson");
    assertEquals("", text(process.getErrorStream()));
    assertTrue(text(process.getInputStream()).startsWith("VIOLATED: T01 peterson on old"));
    assertEquals(ExitStatus.VIOLATED, process.waitFor());
  }

  @Test
  void a_terminated_process_tells_what_it_covered() throws Exception {
    Process process = start("check", "endless", "--progress", "plain");
    BufferedReader err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    String progress = err.readLine();
    assertTrue(progress.startsWith("endless: "), progress);
    process.toHandle().destroy();
    String report = text(process.getInputStream());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(ExitStatus.INCOMPLETE, process.exitValue());
    assertTrue(report.startsWith("INCOMPLETE: T11 endless on old (plain, 6 vCPUs), "), report);
    assertTrue(report.contains("\n  it was interrupted\n"), report);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--progress none",
        "--workers 2 --count-up-to 0",
        "--store fingerprint --count-up-to 0",
        "--no-reduction --order dfs",
        "--order preemptions"
      })
  void a_full_heap_is_told_with_what_was_covered(String options) throws Exception {
    Process process = startWithHeap("64m", ("check endless " + options).split(" ", -1));
    assertEquals("", text(process.getErrorStream()));
    String report = text(process.getInputStream());
    assertEquals(ExitStatus.INCOMPLETE, process.waitFor());
    assertTrue(report.startsWith("INCOMPLETE: T11 endless on old"), report);
    assertTrue(report.contains("\n  memory ran out: heap=64m; "), report);
    assertFalse(report.contains("  covered   0 states"), report);
  }

  private static String[] longCheck(String... options) {
    return Stream.concat(Arrays.stream(LONG), Arrays.stream(options)).toArray(String[]::new);
  }

  /** Starts a long search and waits until it has saved something. */
  private Process startSaving(Path file) throws IOException, InterruptedException {
    try (WatchService changes = directory.getFileSystem().newWatchService()) {
      directory.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      Process process =
          start(longCheck("--checkpoint", file.toString(), "--checkpoint-every", "1ms"));
      while (!Files.exists(file)) {
        assertTrue(process.isAlive(), "the search ended before it was saved");
        WatchKey change = changes.poll(1, TimeUnit.SECONDS);
        if (change != null) {
          change.reset();
        }
      }
      return process;
    }
  }

  private static void assertGoesOn(Path file) {
    Run resumed = Run.of(longCheck("--resume", file.toString()));
    assertEquals(ExitStatus.VERIFIED, resumed.status(), resumed.err());
    assertEquals(Run.of(LONG).report(), resumed.report());
  }

  @Test
  void a_terminated_process_saves_and_its_search_goes_on() throws Exception {
    Path file = directory.resolve("terminated");
    Process process = startSaving(file);
    process.toHandle().destroy();
    String report = text(process.getInputStream());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(ExitStatus.INCOMPLETE, process.exitValue(), report);
    String command = String.join(" ", longCheck("--checkpoint-every", "1ms", "--resume"));
    String hint = "\nGo on with\n  vcpucheck " + command + " " + file + "\n";
    assertTrue(report.endsWith(hint), report);
    assertGoesOn(file);
  }

  @Test
  void a_killed_process_leaves_a_whole_checkpoint() throws Exception {
    Path file = directory.resolve("killed");
    Process process = startSaving(file);
    process.destroyForcibly();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertGoesOn(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "list --json", "check peterson", "suite treiber", "--help"})
  void output_that_cannot_be_written_is_status_2(String command) throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Process process = builder("1g", command.split(" ", -1)).redirectOutput(full.toFile()).start();
    String err = text(process.getErrorStream());
    assertEquals(ExitStatus.USAGE, process.waitFor());
    assertTrue(
        err.matches(
            "vcpucheck: standard output must take the whole report: error=.*; what was written of"
                + " it is not complete\n"),
        err);
  }

  @Test
  void a_reader_that_goes_away_is_no_error() throws Exception {
    Process process = start("check", "peterson", "--full", "--no-reduction");
    process.getInputStream().close();
    assertEquals("", text(process.getErrorStream()));
    assertEquals(ExitStatus.VIOLATED, process.waitFor());
  }

  @Test
  void columns_of_the_environment_say_how_wide_reports_are() throws Exception {
    ProcessBuilder wide = builder("1g", "check", "peterson");
    wide.environment().put("COLUMNS", "160");
    String report = text(wide.start().getInputStream());
    assertTrue(report.contains("\n  step | vcpu0  "), report);
    String usual = text(start("check", "peterson").getInputStream());
    assertTrue(usual.contains("\n  step | operation "), usual);
  }
}
