package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cli.evidence.Evidence;
import vcpucheck.checker.cli.evidence.EvidenceArchive;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.terminal.Interruption;

/** Evidence that is as it was written, and evidence that is not. */
final class VerifyCommandTest {
  @TempDir Path folder;

  private Path evidence(String command) {
    Path file = folder.resolve("evidence.zip");
    Run run = Run.of((command + " --evidence " + file).split(" "));
    assertEquals("", run.err());
    return file;
  }

  private static Run verify(Path file) {
    return Run.of("verify", file.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare --from old --to new peterson",
        "compare --from new --to old peterson --moves --window",
        "compare --from old --to new peterson --memory sc,tso,arm64 --outcomes",
        "check peterson --revision old",
        "check peterson --revision old --workers 2",
        "check counter",
        "check counter --limit-states 40",
        "suite peterson surprise --workers 2",
      })
  void what_is_recorded_is_found_again(String command) throws IOException {
    Path file = evidence(command);
    Run again = verify(file);
    assertEquals(ExitStatus.VERIFIED, again.status(), again.out() + again.err());
    assertEquals("EQUAL: everything is found again, by the same code", again.firstLine());
    byte[] first = Files.readAllBytes(file);
    evidence(command);
    assertArrayEquals(first, Files.readAllBytes(file), "equal evidence is equal bytes");
  }

  @Test
  void what_else_a_command_writes_makes_no_difference() throws IOException {
    String command = "compare --from old --to new peterson";
    byte[] alone = Files.readAllBytes(evidence(command));
    Path file = evidence(command + " --workers 3 --html " + folder.resolve("page.html"));
    assertArrayEquals(alone, Files.readAllBytes(file));
    assertEquals(ExitStatus.VERIFIED, verify(file).status());
  }

  @Test
  void what_was_interrupted_leaves_no_evidence() {
    Path file = folder.resolve("evidence.zip");
    for (String command : List.of("compare --from old --to new", "suite", "check counter")) {
      Interruption at = new Interruption();
      at.request();
      Run run = Run.of(at, (command + " --evidence " + file).split(" "));
      assertEquals(ExitStatus.INCOMPLETE, run.status(), run.out() + run.err());
      assertTrue(Files.notExists(file), command);
    }
  }

  @Test
  void traces_and_outcomes_are_in_it() throws IOException {
    Evidence evidence =
        EvidenceArchive.read(
            Files.readAllBytes(evidence("compare --from old --to new peterson --workers 1")));
    assertEquals("[compare, --from=old, --to=new, peterson]", evidence.arguments().toString());
    assertEquals(
        "[T01-2-from.trace, comparison.json, comparison.md]",
        evidence.findings().keySet().toString());
    assertTrue(
        String.valueOf(evidence.findings().get("comparison.json")).contains("\"interleaving\""));
    assertTrue(
        evidence.classes().containsKey("vcpucheck/checker/fixtures/Peterson.class"),
        evidence.classes().toString());
  }

  /** Writes evidence as if something else had been found. */
  private Run verifyOther(UnaryOperator<Evidence> change) throws IOException {
    Path file = evidence("compare --from old --to new peterson");
    Evidence recorded = EvidenceArchive.read(Files.readAllBytes(file));
    Files.write(file, EvidenceArchive.bytes(change.apply(recorded)));
    return verify(file);
  }

  @Test
  void a_count_that_is_not_found_again_is_a_difference() throws IOException {
    Run run =
        verifyOther(
            recorded -> {
              TreeMap<String, String> findings = new TreeMap<>(recorded.findings());
              findings.computeIfPresent(
                  "comparison.json", (name, text) -> text.replace("\"kept\": 1", "\"kept\": 2"));
              return new Evidence(
                  recorded.tool(),
                  recorded.commit(),
                  recorded.arguments(),
                  recorded.classes(),
                  recorded.inputs(),
                  findings);
            });
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(
        run.out().contains("recorded \"kept\": 2,") && run.out().contains("found \"kept\": 1,"),
        run.out());
  }

  @Test
  void a_line_that_is_not_found_again_is_a_difference_whatever_it_says() throws IOException {
    Run run =
        verifyOther(
            recorded -> {
              TreeMap<String, String> findings = new TreeMap<>(recorded.findings());
              findings.computeIfPresent("comparison.md", (name, text) -> text + "nothing\n");
              return new Evidence(
                  recorded.tool(),
                  recorded.commit(),
                  recorded.arguments(),
                  recorded.classes(),
                  recorded.inputs(),
                  findings);
            });
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(run.firstLine().startsWith("DIFFERS: comparison.md, line "), run.out());
  }

  @Test
  void what_other_code_finds_again_is_said_to_be_found_by_other_code() throws IOException {
    Run run =
        verifyOther(
            recorded -> {
              TreeMap<String, String> classes = new TreeMap<>(recorded.classes());
              classes.put("vcpucheck/checker/fixtures/Peterson.class", "0".repeat(64));
              return new Evidence(
                  recorded.tool(),
                  recorded.commit(),
                  recorded.arguments(),
                  classes,
                  recorded.inputs(),
                  recorded.findings());
            });
    assertEquals(ExitStatus.OTHER_CODE, run.status());
    assertTrue(run.firstLine().startsWith("OTHER CODE: everything is found again, "), run.out());
    assertTrue(
        run.out().contains("differs   1 of them or new: vcpucheck/checker/fixtures/Peterson.class"),
        run.out());
  }

  @Test
  void another_version_is_named() throws IOException {
    Run run =
        verifyOther(
            recorded ->
                new Evidence(
                    "vcpucheck 0.0.1",
                    recorded.commit(),
                    recorded.arguments(),
                    recorded.classes(),
                    recorded.inputs(),
                    recorded.findings()));
    assertEquals(ExitStatus.OTHER_CODE, run.status());
    assertTrue(run.out().contains("version   vcpucheck 0.0.1; it is vcpucheck "), run.out());
  }

  @Test
  void an_entry_that_was_edited_is_refused() throws IOException {
    Path file = evidence("check peterson --revision old");
    ByteArrayOutputStream edited = new ByteArrayOutputStream();
    try (ZipInputStream in =
            new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
        ZipOutputStream out = new ZipOutputStream(edited)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(
            (entry.getName().endsWith(".trace") ? text.replace("vcpu1", "vcpu2") : text)
                .getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    Files.write(file, edited.toByteArray());
    Run run = verify(file);
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("entry is not the one that was written: entry="), run.err());
  }

  @Test
  void an_input_is_as_it_was_read() throws IOException {
    Path file = evidence("check peterson --revision old");
    Evidence recorded = EvidenceArchive.read(Files.readAllBytes(file));
    TreeMap<String, String> inputs = new TreeMap<>(Map.of("a.jsonl", "{}\n", "check.json", ""));
    Evidence more =
        new Evidence(
            recorded.tool(),
            recorded.commit(),
            recorded.arguments(),
            recorded.classes(),
            inputs,
            recorded.findings());
    assertEquals(more, EvidenceArchive.read(EvidenceArchive.bytes(more)));
  }

  @Test
  void what_is_no_evidence_is_refused() throws IOException {
    Path file = evidence("check peterson --revision old");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    Run cut = verify(file);
    assertEquals(ExitStatus.USAGE, cut.status());
    assertTrue(cut.err().contains("evidence must be an archive as --evidence has "), cut.err());
    Files.writeString(file, "hello");
    assertTrue(verify(file).err().contains("it has no manifest.json"), verify(file).err());
    Run missing = verify(folder.resolve("missing.zip"));
    assertEquals(ExitStatus.USAGE, missing.status());
    assertTrue(missing.err().contains("the evidence must exist"), missing.err());
  }

  @Test
  void a_command_that_leaves_no_evidence_is_refused() throws IOException {
    Run run =
        verifyOther(
            recorded ->
                new Evidence(
                    recorded.tool(),
                    recorded.commit(),
                    List.of("list"),
                    recorded.classes(),
                    recorded.inputs(),
                    recorded.findings()));
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("evidence must be of check, suite or compare"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--limit-time 1h", "--limit-memory 1g"})
  void evidence_must_not_depend_on_the_computer(String limit) {
    Path file = folder.resolve("evidence.zip");
    Run run = Run.of(("check peterson " + limit + " --evidence " + file).split(" "));
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(
        run.err().contains("leave out " + limit.substring(0, limit.indexOf(' '))), run.err());
    assertTrue(Files.notExists(file));
  }
}
