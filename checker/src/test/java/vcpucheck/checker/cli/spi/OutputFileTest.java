package vcpucheck.checker.cli.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
  @TempDir Path directory = Path.of("");

  private final StringWriter out = new StringWriter();
  private final Console console =
      new Console(
          new PrintWriter(out),
          new PrintWriter(new StringWriter()),
          Screen.NONE,
          () -> false,
          "vcpucheck",
          List.of());

  private OutputFile file(Path path) {
    return OutputFile.of(console, "--json", path.toString());
  }

  private List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void a_file_that_was_there_stays_when_writing_fails() throws IOException {
    Path parent = Files.createDirectory(directory.resolve("parent"));
    OutputFile output = file(Files.writeString(parent.resolve("x.json"), "precious"));
    Path moved = Files.move(parent, directory.resolve("moved"));
    InputException refused = assertThrows(InputException.class, () -> output.write("new"));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("--json must name a file that can be written: --json="),
        refused.getMessage());
    assertEquals(List.of("x.json"), names(moved));
    assertEquals("precious", Files.readString(moved.resolve("x.json")));
  }

  @Test
  void output_replaces_a_file_as_a_whole() throws IOException {
    Path path = Files.writeString(directory.resolve("x.json"), "old");
    OutputFile output = file(path);
    assertEquals("old", Files.readString(path));
    output.write("new");
    assertEquals("new", Files.readString(path));
    assertEquals(List.of("x.json"), names(directory));
  }

  @Test
  void a_hyphen_is_standard_output() {
    OutputFile output = file(Path.of("-"));
    assertTrue(output.isStandardOutput());
    output.write("text");
    assertEquals("text", out.toString());
    assertEquals(Optional.empty(), output.removeOld());
  }

  @Test
  void an_old_file_is_removed_once() throws IOException {
    Path path = Files.writeString(directory.resolve("x.json"), "old");
    OutputFile output = file(path);
    assertEquals(Optional.of(path.toRealPath()), output.removeOld());
    assertFalse(Files.exists(path));
    assertEquals(Optional.empty(), output.removeOld());
  }
}
