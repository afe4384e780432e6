package vcpucheck.scenarios.conform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.mediator.Variant;

class ConformanceTest {
  private static final String END =
      "{\"end\":0,\"steps\":1,\"xenPagesLeaked\":0,\"xenObjectsLeaked\":0}\n";

  @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "xen-4.13, 51, 1412",
    "commit-5b13eb1d97, 51, 1413",
    "xen-4.16, 51, 1406",
    "xen-4.22, 151, 5265"
  })
  void the_model_does_what_the_real_mediator_did(String name, int traces, int steps) {
    ConformanceReport report = Conformance.replay(List.of(golden(name)));
    assertEquals(List.of(), report.differences());
    assertEquals(traces, report.files().get(0).traces());
    assertEquals(steps, report.files().get(0).steps());
  }

  @ParameterizedTest
  @ValueSource(strings = {"xen-4.13", "commit-5b13eb1d97", "xen-4.16", "xen-4.22"})
  void without_locks_the_model_does_the_same(String name) {
    ConformanceReport report =
        Conformance.replay(List.of(golden(name)), recorded -> withoutLocks(recorded.revision()));
    assertEquals(List.of(), report.differences());
  }

  private static Configuration withoutLocks(String revision) {
    return new Configuration(revision, Variant.LOCK_FREE.label(), Optional.empty(), 1);
  }

  @Test
  void another_revision_is_told_by_the_first_difference() throws IOException {
    List<String> lines = lines("xen-4.13");
    lines.replaceAll(line -> line.replace("\"rev\":\"5b13eb1d97~1\"", "\"rev\":\"HEAD\""));
    Path file = Files.write(directory.resolve("renamed.jsonl"), lines);

    ConformanceReport report = Conformance.replay(List.of(file));

    assertEquals(
        "renamed.jsonl trace 0 (race_reg) step 4: state.bufPages: expected 2, got 0",
        report.differences().get(0).toString().replace(directory + File.separator, ""));
  }

  @Test
  void a_record_without_a_field_is_named() throws IOException {
    List<String> lines = lines("xen-4.13").subList(0, 1);
    Path file =
        Files.writeString(
            directory.resolve("short.jsonl"), lines.get(0) + "\n{\"step\":0}\n" + END);

    assertEquals(
        "a trace record must have the field \"smcs\": file=short.jsonl, line=2,"
            + " field=(record), found={\"step\":0}; record the trace again",
        fault(file));
  }

  @Test
  void a_file_that_was_cut_off_is_told() throws IOException {
    Path file = Files.write(directory.resolve("cut.jsonl"), lines("xen-4.13").subList(0, 3));

    assertEquals(
        "the last trace must have an end record: file=cut.jsonl, line=3; the file was cut off",
        fault(file));
  }

  @Test
  void what_is_no_json_is_told() throws IOException {
    Path file = Files.writeString(directory.resolve("text.jsonl"), "hello\n");

    assertTrue(
        fault(file)
            .startsWith(
                "a line of a trace file must be a JSON object: file=text.jsonl, line=1, reason="));
  }

  @Test
  void a_missing_file_is_told() {
    Path file = directory.resolve("nowhere.jsonl");

    assertTrue(fault(file).startsWith("a trace file must be readable: file=nowhere.jsonl"));
  }

  @Test
  void an_unknown_revision_is_told() throws IOException {
    List<String> lines = lines("xen-4.13").subList(0, 1);
    String header = lines.get(0).replace("5b13eb1d97~1", "R9");
    Path file =
        Files.writeString(
            directory.resolve("rev.jsonl"),
            header + "\n{\"end\":0,\"steps\":0,\"xenPagesLeaked\":0,\"xenObjectsLeaked\":0}\n");

    assertEquals(
        "a trace's revision must be 5b13eb1d97~1, 5b13eb1d97, 5d2d5365ff~1 or HEAD:"
            + " file=rev.jsonl, line=1, field=rev, found=\"R9\"; record the trace again",
        fault(file));
  }

  @Test
  void a_page_that_the_guest_does_not_have_is_told() throws IOException {
    String header = lines("xen-4.13").get(0).replace("\"44\":\"ro\"", "\"48\":\"ro\"");
    Path file =
        Files.writeString(directory.resolve("page.jsonl"), header + "\n" + END.replace("1", "0"));

    assertEquals(
        "names must be numbers from 0 to 47: file=page.jsonl, line=1, field=frameTypes,"
            + " found={\"48\":\"ro\",\"45\":\"none\"}; record the trace again",
        fault(file));
  }

  private static String fault(Path file) {
    return String.valueOf(
            assertThrows(TraceFormatException.class, () -> Conformance.replay(List.of(file)))
                .getMessage())
        .replace(file.getParent() + File.separator, "");
  }

  private static List<String> lines(String name) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(golden(name))), UTF_8))) {
      return new ArrayList<>(reader.lines().toList());
    }
  }

  private static Path golden(String name) {
    URL url = ConformanceTest.class.getResource("/golden/" + name + ".jsonl.gz");
    assertNotNull(url);
    return Path.of(URI.create(url.toString()));
  }
}
