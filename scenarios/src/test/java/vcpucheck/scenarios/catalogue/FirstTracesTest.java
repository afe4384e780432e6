package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.fixtures.CommandRun;

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
    String out = CommandRun.output(ExitStatus.VIOLATED, "replay", trace.toString());
    assertTrue(out.startsWith("REPRODUCED: " + id + " "), out);
  }
}
