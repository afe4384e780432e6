package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cli.Main;
import vcpucheck.checker.cli.spi.ExitStatus;

/**
 * Traces of format version 1, as they were written, stay readable: one with allocations, one that
 * is endless, and one in which an allocation fails.
 */
class FirstTracesTest {
  @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"S01", "S12", "S15"})
  void are_reproduced(String id) throws IOException {
    Path trace = directory.resolve(id + ".trace");
    try (InputStream written = getClass().getResourceAsStream("/trace-v1/" + id + ".trace.gz")) {
      assertNotNull(written);
      Files.write(trace, new GZIPInputStream(written).readAllBytes());
    }
    assertTrue(Files.readString(trace).contains("\"vcpucheckTrace\": 1,"));
    StringWriter out = new StringWriter();
    int status =
        Main.run(
            new String[] {"replay", trace.toString()},
            new PrintWriter(out),
            new PrintWriter(new StringWriter()));
    assertEquals(ExitStatus.VIOLATED, status, out.toString());
    assertTrue(out.toString().startsWith("REPRODUCED: " + id + " "), out.toString());
  }
}
