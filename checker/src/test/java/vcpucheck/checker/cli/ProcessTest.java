package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What only a process of its own shows. */
final class ProcessTest {
  private static Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
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
    Process process = start("check", "counter", "--vcpus", "5", "--progress", "plain");
    BufferedReader err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    String progress = err.readLine();
    assertTrue(progress.startsWith("counter: "), progress);
    process.toHandle().destroy();
    String report = text(process.getInputStream());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(ExitStatus.INCOMPLETE, process.exitValue());
    assertTrue(report.startsWith("INCOMPLETE: T04 counter on old (plain, 5 vCPUs), "), report);
    assertTrue(report.contains("\n  it was interrupted\n"), report);
  }
}
