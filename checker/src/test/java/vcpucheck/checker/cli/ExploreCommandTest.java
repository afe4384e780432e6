package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.terminal.Interruption;

final class ExploreCommandTest {
  private static final Pattern ADDRESS =
      Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{32}/");

  @TempDir Path directory = Path.of("");

  /** An explorer that ends at once: what it printed. */
  private static Run interrupted(String... args) {
    Interruption interruption = new Interruption();
    interruption.request();
    return Run.of(interruption, args);
  }

  private static String anonymous(Run run) {
    return ADDRESS.matcher(run.out()).replaceAll("ADDRESS");
  }

  @Test
  void the_address_is_printed() {
    Run run = interrupted("explore", "treiber", "--vcpus", "3", "--limit-states", "10k");
    assertEquals(ExitStatus.VERIFIED, run.status(), run.err());
    assertEquals(
        "Explore T03 treiber on old at\n  ADDRESS\nThis computer alone can open the address. It"
            + " ends with Ctrl-C, or when nothing has asked for 30 min.\n",
        anonymous(run));
  }

  @Test
  void it_ends_when_nothing_asks() {
    Run run = Run.of("explore", "t02", "--idle", "1ms", "--sources", directory.toString());
    assertEquals(ExitStatus.VERIFIED, run.status(), run.err());
    assertEquals("", run.err());
  }

  @Test
  void it_begins_at_a_position() {
    Run run = interrupted("explore", "--at", "1:T03:old:plain,2,sc,debug:0x3:");
    assertEquals(ExitStatus.VERIFIED, run.status(), run.err());
  }

  @Test
  void it_begins_at_the_end_of_a_trace_and_notices_changed_code() throws IOException {
    Path trace = directory.resolve("t03.trace");
    Run.of("check", "treiber", "--trace", trace.toString());
    Run run = interrupted("explore", "--trace", trace.toString());
    assertEquals(ExitStatus.VERIFIED, run.status(), run.err());
    assertEquals("", run.err());
    Files.writeString(trace, Files.readString(trace).replace("\"old\"", "\"new\""));
    Run changed = interrupted("explore", "--trace", trace.toString());
    assertEquals(ExitStatus.VERIFIED, changed.status(), changed.err());
    assertTrue(
        changed
            .err()
            .startsWith(
                "vcpucheck: the code must do what it did when the trace was written, but from"
                    + " step "),
        changed.err());
  }

  @Test
  void a_port_that_is_taken_is_refused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertEquals(
          new Run(ExitStatus.USAGE, "", "vcpucheck: the port must be free: --port=" + port + "\n"),
          Run.of("explore", "t02", "--port", port));
    }
  }
}
