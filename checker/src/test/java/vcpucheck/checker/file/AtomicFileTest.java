package vcpucheck.checker.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir Path directory = Path.of("");

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void a_file_is_made_or_replaced() throws IOException {
    AtomicFile file = new AtomicFile(directory.resolve("x"));
    file.write("one");
    assertEquals("one", Files.readString(file.path()));
    file.write("2");
    assertEquals("2", Files.readString(file.path()));
    assertEquals(List.of("x"), names());
  }

  @Test
  void a_failure_half_way_leaves_what_was_there() throws IOException {
    AtomicFile file = new AtomicFile(directory.resolve("x"));
    file.write("whole");
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                file.write(
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[] {1, 2}));
                      throw new IOException("planted");
                    }));
    assertEquals("planted", failure.getMessage());
    assertEquals("whole", Files.readString(file.path()));
    assertEquals(List.of("x"), names());
  }

  @Test
  void what_a_killed_process_left_is_written_over() throws IOException {
    Files.writeString(directory.resolve(".x.new"), "something long that was cut o");
    new AtomicFile(directory.resolve("x")).write("new");
    assertEquals("new", Files.readString(directory.resolve("x")));
    assertEquals(List.of("x"), names());
  }

  @Test
  void two_writers_do_not_mix() throws IOException {
    AtomicFile file = new AtomicFile(directory.resolve("x"));
    file.write(
        channel -> {
          IOException refused = assertThrows(IOException.class, () -> file.write("other"));
          assertTrue(
              String.valueOf(refused.getMessage()).startsWith("this process already writes "));
          channel.write(ByteBuffer.wrap(new byte[] {'o', 'n', 'e'}));
        });
    assertEquals("one", Files.readString(file.path()));
  }

  @Test
  void a_probe_changes_nothing() throws IOException {
    AtomicFile file = new AtomicFile(directory.resolve("x"));
    file.probe();
    assertEquals(List.of(), names());
    file.write("one");
    file.probe();
    assertEquals("one", Files.readString(file.path()));
  }

  @Test
  void where_nothing_can_be_written_a_probe_says_so() {
    AtomicFile file = new AtomicFile(directory.resolve("none").resolve("x"));
    assertThrows(IOException.class, file::probe);
  }
}
