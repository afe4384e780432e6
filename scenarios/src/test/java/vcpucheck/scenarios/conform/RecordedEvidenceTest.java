package vcpucheck.scenarios.conform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.catalogue.Recordings.Recording;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.scenarios.fixtures.CommandRun;

/** Evidence of recorded traces, for whoever does not have them. */
final class RecordedEvidenceTest {
  private static final Path TRACES = Path.of("src/test/resources/golden/xen-4.22.jsonl.gz");

  @TempDir Path folder;

  private Path evidence(String traces) {
    Path file = folder.resolve("evidence.zip");
    String compared =
        "compare --from xen-4.22 --to xen-4.22+PUT_ON_UNKNOWN_COOKIE S20 --allow S20 --recorded ";
    CommandRun.output(ExitStatus.VERIFIED, (compared + traces + " --evidence " + file).split(" "));
    return file;
  }

  @Test
  void the_traces_are_in_it_wherever_they_were() throws IOException {
    Path one = Files.copy(TRACES, folder.resolve("mine.jsonl.gz"));
    Path file = evidence(one.toString());
    byte[] named = Files.readAllBytes(file);
    Files.delete(one);
    String out = CommandRun.output(ExitStatus.VERIFIED, "verify", file.toString());
    assertTrue(out.startsWith("EQUAL: "), out);
    assertTrue(out.contains(" --recorded=mine.jsonl "), out);

    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(TRACES, other.resolve("mine.jsonl.gz"));
    evidence(other.toString());
    assertArrayEquals(named, Files.readAllBytes(file));
  }

  @Test
  void forms_that_answer_alike_are_said_to() {
    String compared = "compare --from xen-4.22 --to xen-4.22 S20 --recorded " + TRACES;
    String out = CommandRun.output(ExitStatus.VERIFIED, compared);
    assertTrue(out.contains("\nNo recorded trace is answered otherwise.\n"), out);
  }

  @Test
  void files_of_one_name_are_told_apart() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path copy = Files.copy(TRACES, other.resolve("xen-4.22.jsonl.gz"));
    List<Recording> read =
        new MediatorRecordings().read(List.of(TRACES.toString(), copy.toString()));
    assertEquals(
        List.of("xen-4.22.jsonl", "2-xen-4.22.jsonl"), read.stream().map(Recording::name).toList());
    assertEquals(read.get(0).text(), read.get(1).text());
  }

  @Test
  void what_is_no_trace_file_is_refused_before_anything_is_compared() throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged.jsonl.gz"), "{}");
    MediatorRecordings recordings = new MediatorRecordings();
    List<String> names = List.of(damaged.toString());
    assertThrows(IllegalArgumentException.class, () -> recordings.read(names));
    assertThrows(InputException.class, () -> recordings.read(List.of("missing.jsonl")));
    assertEquals(
        ExitStatus.USAGE,
        CommandRun.of(
                "compare", "--from", "xen-4.13", "--to", "xen-4.14", "--recorded", names.get(0))
            .status());
  }
}
