package vcpucheck.scenarios.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformanceTest {
  @ParameterizedTest
  @CsvSource({
    "xen-4.13, 51, 1412",
    "commit-5b13eb1d97, 51, 1400",
    "xen-4.16, 51, 1419",
    "xen-4.22, 151, 5265"
  })
  void the_model_does_what_the_real_mediator_did(String name, int traces, int steps)
      throws URISyntaxException {
    ConformanceReport report = Conformance.replay(List.of(golden(name)));
    assertEquals(List.of(), report.differences());
    assertEquals(traces, report.traces());
    assertEquals(steps, report.steps());
  }

  private static Path golden(String name) throws URISyntaxException {
    URL url = ConformanceTest.class.getResource("/golden/" + name + ".jsonl.gz");
    assertNotNull(url);
    URI uri = url.toURI();
    return Path.of(uri);
  }
}
