package vcpucheck.checker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file to be written at the end. That it can be written is known from the start, and it is
 * written as a whole or not at all: whatever goes wrong, a file that was there before stays.
 */
public final class OutputFile {
  private final String option;
  private final Path path;
  private final boolean isDevice;

  private OutputFile(String option, Path path, boolean isDevice) {
    this.option = option;
    this.path = path;
    this.isDevice = isDevice;
  }

  /**
   * Prepares a file.
   *
   * @param option the option that names it
   * @throws InputException if it cannot be written
   */
  public static OutputFile of(String option, String name) {
    try {
      Path given = Path.of(name).toAbsolutePath();
      Path path = Files.exists(given) ? given.toRealPath() : given;
      if (name.isEmpty() || Files.isDirectory(path)) {
        throw new InputException(
            option + " must name a file, not a directory: " + option + "=" + name);
      }
      boolean isDevice = Files.exists(path) && !Files.isRegularFile(path);
      OutputFile file = new OutputFile(option, path, isDevice);
      file.probe(name);
      return file;
    } catch (IOException | InvalidPathException e) {
      throw new InputException(
          option + " must name a file that can be written: " + option + "=" + name, e);
    }
  }

  private void probe(String name) throws IOException {
    Path directory = path.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new InputException(
          option
              + " must name a file in a directory that exists: "
              + option
              + "="
              + name
              + "; make the directory first");
    }
    if (!isDevice) {
      Files.write(temporary(), new byte[0], StandardOpenOption.CREATE_NEW);
      Files.delete(temporary());
    }
  }

  private Path temporary() {
    return path.resolveSibling(
        "." + path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
  }

  /** Where the file is. */
  Path path() {
    return path;
  }

  /**
   * Checks that two files, if there are two, are not the same.
   *
   * @throws InputException if they are
   */
  static void requireDifferent(Optional<OutputFile> one, Optional<OutputFile> other) {
    if (one.isPresent() && other.isPresent() && one.get().path.equals(other.get().path)) {
      throw new InputException(
          one.get().option
              + " and "
              + other.get().option
              + " must name different files: both="
              + one.get().path);
    }
  }

  /**
   * Writes the file.
   *
   * @throws InputException if that fails after all
   */
  public void write(String text) {
    try {
      if (isDevice) {
        Files.writeString(path, text, StandardOpenOption.WRITE);
      } else {
        replace(text);
      }
    } catch (IOException e) {
      throw new InputException(
          option
              + " must name a file that can be written: "
              + option
              + "="
              + path
              + ", error="
              + e.getMessage()
              + "; nothing was changed",
          e);
    }
  }

  private void replace(String text) throws IOException {
    Path temporary = temporary();
    try {
      Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW);
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
