package vcpucheck.checker.engine.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.CheckpointException;

/** A checkpoint is replaced as a whole, and read only as a whole. */
final class CheckpointFileTest {
  private static final int NUMBERS = 100;

  @TempDir private Path directory;
  private Path path;
  private CheckpointFile file;

  @BeforeEach
  void make() throws IOException {
    path = directory.resolve("file");
    file = new CheckpointFile(path);
    file.write(out -> numbers(out, 7));
  }

  private static void numbers(DataOutput out, int first) throws IOException {
    for (int i = 0; i < NUMBERS; i++) {
      out.writeInt(first + i);
    }
  }

  private void assertHolds(int first) {
    file.read(
        in -> {
          for (int i = 0; i < NUMBERS; i++) {
            assertEquals(first + i, in.readInt());
          }
        });
  }

  private void assertAlone() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @Test
  void what_was_written_is_read() throws IOException {
    assertHolds(7);
    file.write(out -> numbers(out, 8));
    assertHolds(8);
    assertAlone();
  }

  private String refusal(byte[] bytes) throws IOException {
    Files.write(path, bytes);
    return String.valueOf(
        assertThrows(
                CheckpointException.class,
                () ->
                    file.read(
                        in -> {
                          throw new AssertionError("a damaged file is read");
                        }))
            .getMessage());
  }

  @Test
  void a_changed_byte_is_noticed() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << at % Byte.SIZE);
      assertTrue(refusal(damaged).startsWith("a checkpoint must be "));
    }
  }

  @Test
  void a_file_of_another_length_is_noticed() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      assertTrue(refusal(Arrays.copyOf(whole, length)).startsWith("a checkpoint must be "));
    }
    assertEquals(
        "a checkpoint must be whole: file="
            + path
            + " is damaged or was cut off; take a copy of it, or begin anew",
        refusal(Arrays.copyOf(whole, whole.length + 1)));
  }

  @Test
  void other_files_are_noticed() throws IOException {
    assertEquals(
        "a checkpoint must be a file that vcpucheck wrote: file=" + path,
        refusal("#!/bin/sh\necho no checkpoint at all\n".getBytes(UTF_8)));
    assertEquals(
        "a checkpoint must be of this version of vcpucheck: file="
            + path
            + ", version wanted="
            + CheckpointFile.VERSION
            + "; begin anew, or go on with the version that wrote it",
        refusal(
            ("vcpucheck checkpoint " + (CheckpointFile.VERSION - 1) + "\nwhatever that has")
                .getBytes(UTF_8)));
    Files.delete(path);
    String missing =
        String.valueOf(assertThrows(CheckpointException.class, () -> assertHolds(7)).getMessage());
    assertTrue(missing.startsWith("a checkpoint must be a file that can be read: "), missing);
  }

  @Test
  void a_disk_that_fails_leaves_the_old_file() throws IOException {
    byte[] before = Files.readAllBytes(path);
    for (int written = 0; written < 200_000; written += 40_000) {
      byte[] part = new byte[written];
      assertThrows(
          IOException.class,
          () ->
              file.write(
                  out -> {
                    out.write(part);
                    throw new IOException("No space left on device");
                  }));
      assertArrayEquals(before, Files.readAllBytes(path));
      assertAlone();
    }
  }

  @Test
  void a_search_that_runs_out_of_memory_leaves_the_old_file() throws IOException {
    assertThrows(
        OutOfMemoryError.class,
        () ->
            file.write(
                out -> {
                  throw new OutOfMemoryError("planted");
                }));
    assertHolds(7);
    assertAlone();
  }

  @Test
  void what_a_killed_process_left_is_overwritten() throws IOException {
    Files.write(directory.resolve(".file.new"), new byte[1_000_000]);
    file.write(out -> numbers(out, 8));
    assertHolds(8);
    assertAlone();
  }

  @Test
  void two_searches_do_not_write_at_once() throws IOException {
    try (FileChannel other =
        FileChannel.open(
            directory.resolve(".file.new"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      IOException refusal =
          assertThrows(IOException.class, () -> file.write(out -> numbers(out, 8)));
      assertEquals(
          "this process already writes " + directory.resolve(".file.new"), refusal.getMessage());
    }
    assertHolds(7);
  }
}
