package vcpucheck.checker.cli.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vcpucheck.checker.file.AtomicFile;

/**
 * A file to be written at the end, or standard output, which is called "-". That it can be written
 * is known from the start, and it is written as a whole or not at all: whatever goes wrong, a file
 * that was there before stays.
 */
public final class OutputFile {
  private static final String STANDARD_OUTPUT = "-";

  private final Console console;
  private final String option;
  private final Path path;
  private final boolean isDevice;

  private OutputFile(Console console, String option, Path path, boolean isDevice) {
    this.console = console;
    this.option = option;
    this.path = path;
    this.isDevice = isDevice;
  }

  /**
   * Prepares a file, or standard output.
   *
   * @param console whose standard output "-" is
   * @param option the option that names it
   * @throws InputException if it cannot be written
   */
  public static OutputFile of(Console console, String option, String name) {
    return name.equals(STANDARD_OUTPUT)
        ? new OutputFile(console, option, Path.of(name), false)
        : file(console, option, name);
  }

  /**
   * The place of a file that something else writes.
   *
   * @param option the option that names it
   * @throws InputException if it cannot be written
   */
  public static Path place(Console console, String option, String name) {
    if (name.equals(STANDARD_OUTPUT)) {
      throw new InputException(
          option + " must name a file, not standard output: " + option + "=" + name);
    }
    return file(console, option, name).path;
  }

  private static OutputFile file(Console console, String option, String name) {
    try {
      Path given = Path.of(name).toAbsolutePath();
      Path path = Files.exists(given) ? given.toRealPath() : given;
      if (name.isEmpty() || Files.isDirectory(path)) {
        throw new InputException(
            option + " must name a file, not a directory: " + option + "=" + name);
      }
      boolean isDevice = Files.exists(path) && !Files.isRegularFile(path);
      OutputFile file = new OutputFile(console, option, path, isDevice);
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
      new AtomicFile(path).probe();
    }
  }

  /** Where the file is; "-" is standard output. */
  public Path path() {
    return path;
  }

  /** Whether it is standard output, where no other report must be then. */
  public boolean isStandardOutput() {
    return path.equals(Path.of(STANDARD_OUTPUT));
  }

  /**
   * Checks that all are different files.
   *
   * @throws InputException if two are not
   */
  public static void requireDifferent(List<OutputFile> files) {
    Map<Path, String> options = new HashMap<>();
    for (OutputFile file : files) {
      String other = options.putIfAbsent(file.path, file.option);
      if (other != null) {
        throw new InputException(
            other + " and " + file.option + " must name different files: both=" + file.path);
      }
    }
  }

  /**
   * Writes the file.
   *
   * @throws InputException if that fails after all
   */
  public void write(String text) {
    if (isStandardOutput()) {
      console.print(text);
      return;
    }
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the file, which is not standard output.
   *
   * @throws InputException if that fails after all
   */
  public void write(byte[] content) {
    try {
      if (isDevice) {
        Files.write(path, content, StandardOpenOption.WRITE);
      } else {
        new AtomicFile(path).write(content);
      }
    } catch (IOException e) {
      throw failure("written", e);
    }
  }

  /**
   * Removes the file of an earlier run, which would be taken for this one's, and says so.
   *
   * @param purpose what there is no violation for: "to show"
   * @throws InputException if it cannot be removed
   */
  public void removeOld(String purpose) {
    removeOld()
        .ifPresent(
            old ->
                console
                    .err()
                    .println(
                        "vcpucheck: there is no violation "
                            + purpose
                            + ", so an older file was removed: "
                            + option
                            + "="
                            + old));
  }

  /** Removes the file; returns its name, if there was one. */
  Optional<Path> removeOld() {
    try {
      return !isStandardOutput() && !isDevice && Files.deleteIfExists(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (IOException e) {
      throw failure("removed", e);
    }
  }

  private InputException failure(String what, IOException cause) {
    return new InputException(
        option
            + " must name a file that can be "
            + what
            + ": "
            + option
            + "="
            + path
            + ", error="
            + cause.getMessage()
            + "; nothing was changed",
        cause);
  }
}
