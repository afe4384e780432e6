package vcpucheck.scenarios.conform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.cli.Main;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.report.json.ReportJson;

class ConformCommandTest {
  @TempDir Path directory = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err));
  }

  private String report() {
    return out.toString().replace(directory + File.separator, "");
  }

  private void assertRefused(String sentence, String... args) {
    assertEquals(ExitStatus.USAGE, run(args));
    assertEquals(
        "vcpucheck: " + sentence + "\n", err.toString().replace(directory + File.separator, ""));
    assertEquals("", out.toString());
  }

  @Test
  void a_folder_of_traces_conforms() {
    assertEquals(ExitStatus.VERIFIED, run("conform", golden().toString()));
    assertEquals(
        """
        commit-5b13eb1d97.jsonl.gz: 51 traces, 1,413 steps, commit-5b13eb1d97: conforms
        xen-4.13.jsonl.gz: 51 traces, 1,412 steps, xen-4.13: conforms
        xen-4.16.jsonl.gz: 51 traces, 1,406 steps, xen-4.16: conforms
        xen-4.22.jsonl.gz: 151 traces, 5,265 steps, xen-4.22: conforms
        """,
        out.toString().replace(golden() + File.separator, ""));
    assertEquals("", err.toString());
  }

  @Test
  void traces_of_one_commit_conform_on_the_revision_before_with_its_fix() {
    String file = golden().resolve("commit-5b13eb1d97.jsonl.gz").toString();
    assertEquals(ExitStatus.VERIFIED, run("conform", file, "--revision", "xen-4.13+5b13eb1d97"));
    assertEquals(file + ": 51 traces, 1,413 steps, commit-5b13eb1d97: conforms\n", out.toString());
  }

  @Test
  void what_a_fix_changes_is_to_be_recorded_before_it_and_after_it() {
    String file = golden().resolve("commit-5b13eb1d97.jsonl.gz").toString();
    String before = "xen-4.13";
    String after = "commit-5b13eb1d97";
    assertEquals(
        ExitStatus.VERIFIED, run("conform", file, "--revision", before, "--against", after));
    assertTrue(told().contains(" recorded after the change "), told());
    assertTrue(told().contains(" as expected, and 0 elsewhere; "), told());
    assertTrue(told().endsWith("as the other form in every trace. "), told());
    out.getBuffer().setLength(0);
    assertEquals(ExitStatus.VIOLATED, run("conform", file, "--against", before));
    assertTrue(told().contains(" recorded before the change "), told());
    assertTrue(told().contains("otherwise than the other form in "), told());
    out.getBuffer().setLength(0);
    assertEquals(ExitStatus.VERIFIED, run("conform", file, "--against", after));
    assertTrue(told().startsWith("Both forms answer alike in every trace."), told());
  }

  /** The report, however it was broken into lines. */
  private String told() {
    return out.toString().replaceAll("\\s+", " ");
  }

  @Test
  void what_a_candidate_answers_otherwise_is_a_difference() {
    String file = golden().resolve("xen-4.22.jsonl.gz").toString();
    assertEquals(
        ExitStatus.VIOLATED, run("conform", file, "--revision", "xen-4.22+PUT_ON_UNKNOWN_COOKIE"));
    assertEquals(
        file
            + """
            : 151 traces, 5,265 steps, xen-4.22+PUT_ON_UNKNOWN_COOKIE: 36 traces differ

            first difference
              file      %s
              trace     5 (stuck)
              step      4
              field     out[0]
              expected  0x32000003
              got       0x3
            """
                .formatted(file),
        out.toString());
  }

  @Test
  void a_form_that_cannot_be_is_refused() {
    String file = golden().resolve("xen-4.22.jsonl.gz").toString();
    assertRefused(
        "a change that is added must not be there: change=LEAKS, revision=xen-4.22+LEAKS",
        "conform",
        file,
        "--revision",
        "xen-4.22+LEAKS");
    err.getBuffer().setLength(0);
    assertRefused(
        "the variant must be one of locked, lock-free: variant=lokced; did you mean locked?",
        "conform",
        file,
        "--variant",
        "lokced");
  }

  @Test
  void the_first_difference_is_shown() throws IOException {
    List<String> lines = firstTrace();
    lines.set(5, lines.get(5).replace("\"callCount\":1", "\"callCount\":7"));
    Path file = Files.write(directory.resolve("changed.jsonl"), lines);
    Path json = directory.resolve("out.json");

    assertEquals(ExitStatus.VIOLATED, run("conform", file.toString(), "--json", json.toString()));
    assertEquals(
        """
        changed.jsonl: 1 trace, 12 steps, xen-4.13: 1 trace differs

        first difference
          file      changed.jsonl
          trace     0 (race_reg)
          step      4
          field     state.callCount
          expected  7
          got       1
        """,
        report());
    assertEquals(
        """
        {
          "schema": 3,
          "tool": "vcpucheck VERSION",
          "conforms": false,
          "files": [
            {
              "file": "changed.jsonl",
              "revisions": [
                "xen-4.13"
              ],
              "traces": 1,
              "steps": 12,
              "differences": [
                {
                  "file": "changed.jsonl",
                  "trace": 0,
                  "name": "race_reg",
                  "step": 4,
                  "field": "state.callCount",
                  "expected": "7",
                  "got": "1"
                }
              ]
            }
          ]
        }
        """,
        Files.readString(json)
            .replace(directory + File.separator, "")
            .replace(ReportJson.tool(), "vcpucheck VERSION"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | \"handled\":true,\"out\":[\"0xffff0005\" | \"handled\":true,\"out\":[\"0xffff0004\" |"
            + " out[0]",
        "4 | \"handled\":true | \"handled\":false | handled",
        "4 | \"a3\":\"0x0\" | \"a3\":\"0x5\" | smcs[0].in.a3",
        "5 | {\"guestPage\":20} | {\"guestPage\":22} | smcs[0].sees[1].w.0",
        "5 | ,{\"xenPage\":2,\"w\":{\"0\":{\"guestPage\":20},\"1\":{\"guestPage\":21}}} | ''"
            + " | smcs[0].sees",
        "3 | \"sees\":[{\"xenPage\":0,\"w\":{\"0\":\"0x1\",\"2\":\"0x5500000000\"}}], | ''"
            + " | smcs[0].sees",
        "3 | \"ptr\":{\"xenPage\":0} | \"ptr\":{\"xenPage\":9999} | smcs[0].in.ptr.xenPage",
        "5 | \"6\":{\"0\":\"0x7\" | \"6\":{\"0\":\"0x7\" | guestWrites",
        "6 | buffer-cookie-duplicate | rpc-cookie-duplicate | events",
        "5 | \"pgList\":2 | \"pgList\":1 | state.bufs[0].pgList",
        "5 | \"pins\":{\"6\":1 | \"pins\":{\"6\":2 | state.pins",
      })
  void every_recorded_field_counts(int line, String from, String to, String field)
      throws IOException {
    List<String> lines = firstTrace();
    String changed =
        field.equals("guestWrites")
            ? lines
                .get(line)
                .replace("\"guestWrites\":[{\"page\":6", "\"guestWrites\":[{\"page\":7")
            : lines.get(line).replace(from, to);
    assertFalse(changed.equals(lines.get(line)), "the line must have " + from);
    lines.set(line, changed);
    Path file = Files.write(directory.resolve("changed.jsonl"), lines);

    assertEquals(ExitStatus.VIOLATED, run("conform", file.toString()));
    assertTrue(report().contains("  step      " + (line - 1) + "\n"), report());
    assertTrue(report().contains("  field     " + field + "\n"), report());
  }

  @Test
  void files_must_be_named() {
    assertRefused("conform needs a TRACES; --help shows how", "conform");
  }

  @Test
  void a_file_that_does_not_exist_is_told() {
    assertRefused("a trace file must exist: file=nowhere.jsonl", "conform", "nowhere.jsonl");
  }

  @Test
  void a_folder_without_traces_is_told() {
    assertRefused(
        "a folder must have trace files, named *.jsonl or *.jsonl.gz: folder=" + directory,
        "conform",
        directory.toString());
  }

  @Test
  void an_empty_file_is_told() throws IOException {
    Path file = Files.createFile(directory.resolve("empty.jsonl"));
    assertRefused(
        "a trace file must have at least one trace: file=empty.jsonl; it is empty",
        "conform",
        file.toString());
  }

  @Test
  void an_unknown_revision_is_told() throws IOException {
    List<String> lines = firstTrace();
    lines.set(0, lines.get(0).replace("5b13eb1d97~1", "R9"));
    Path file = Files.write(directory.resolve("rev.jsonl"), lines);
    assertRefused(
        "a trace's revision must be 5b13eb1d97~1, 5b13eb1d97, 5d2d5365ff~1 or HEAD:"
            + " file=rev.jsonl, line=1, field=rev, found=\"R9\"; record the trace again",
        "conform",
        file.toString());
  }

  @Test
  void a_field_that_nobody_knows_is_told() throws IOException {
    List<String> lines = firstTrace();
    lines.set(12, lines.get(12).replace("\"tee\":", "\"colour\":1,\"tee\":"));
    Path file = Files.write(directory.resolve("field.jsonl"), lines);
    assertEquals(ExitStatus.USAGE, run("conform", file.toString()));
    assertTrue(
        err.toString()
            .startsWith(
                "vcpucheck: a record must have no field that the format does not know: colour:"),
        err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | \"threads\":4 | \"threads\":0 | a number from 1 must stand here",
        "0 | \"frames\":48 | \"frames\":-1 | a number from 0 to 65536 must stand here",
        "1 | \"0x384fb3e0\" | \"0x384FB3E0\" | a 64-bit quantity must be 0x",
        "1 | \"0x384fb3e0\" | \"0x0384fb3e0\" | a 64-bit quantity must be 0x",
        "1 | \"step\":0 | \"step\":0,\"step\":0 | a line of a trace file must be a JSON object",
        "1 | \"step\":0 | \"step\":1 | steps must be numbered from 0 without gaps",
        "3 | {\"page\":0 | {\"page\":48 | a number from 0 to 47 must stand here",
        "3 | \"op\":\"smc\" | \"op\":\"dance\" | an operation must be",
      })
  void what_is_malformed_is_told(int line, String from, String to, String sentence)
      throws IOException {
    List<String> lines = firstTrace();
    assertTrue(lines.get(line).contains(from), "the line must have " + from);
    lines.set(line, lines.get(line).replace(from, to));
    Path file = Files.write(directory.resolve("malformed.jsonl"), lines);
    assertEquals(ExitStatus.USAGE, run("conform", file.toString()));
    assertTrue(err.toString().startsWith("vcpucheck: " + sentence), err.toString());
  }

  @Test
  void what_is_not_compressed_is_told() throws IOException {
    Path file = Files.write(directory.resolve("plain.jsonl.gz"), firstTrace());
    assertRefused(
        "a trace file must be readable: file=plain.jsonl.gz, reason=the compressed data are"
            + " damaged, or are none; give a .jsonl file or one compressed to .jsonl.gz",
        "conform",
        file.toString());
  }

  @Test
  void what_was_cut_off_is_told() throws IOException {
    byte[] whole = Files.readAllBytes(golden().resolve("xen-4.13.jsonl.gz"));
    Path file =
        Files.write(directory.resolve("cut.jsonl.gz"), Arrays.copyOf(whole, whole.length / 2));
    assertRefused(
        "a trace file must be readable: file=cut.jsonl.gz, reason=the compressed data were cut off;"
            + " give a .jsonl file or one compressed to .jsonl.gz",
        "conform",
        file.toString());
  }

  @Test
  void what_is_no_text_is_told() throws IOException {
    Path file = Files.write(directory.resolve("x.jsonl"), new byte[] {'{', (byte) 0xe4, '}'});
    assertRefused(
        "a trace file must be readable: file=x.jsonl, reason=it is not text in UTF-8; give a .jsonl"
            + " file or one compressed to .jsonl.gz",
        "conform",
        file.toString());
  }

  private static List<String> firstTrace() throws IOException {
    Path file = golden().resolve("xen-4.13.jsonl.gz");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      List<String> lines = new ArrayList<>();
      do {
        lines.add(reader.readLine());
      } while (!lines.get(lines.size() - 1).startsWith("{\"end\""));
      return lines;
    }
  }

  private static Path golden() {
    URL url = ConformCommandTest.class.getResource("/golden/xen-4.13.jsonl.gz");
    assertNotNull(url);
    return Path.of(URI.create(url.toString())).resolveSibling("");
  }
}
