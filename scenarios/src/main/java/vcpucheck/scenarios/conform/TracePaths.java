package vcpucheck.scenarios.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.cli.spi.InputException;

/** The trace files that a user names: files, or folders with trace files. */
final class TracePaths {
  private TracePaths() {}

  /**
   * The files, folders' files by name.
   *
   * @throws InputException if a file does not exist, or if a folder has none
   */
  static List<Path> of(List<String> names) {
    Set<Path> files = new LinkedHashSet<>();
    for (String name : names) {
      files.addAll(expand(path(name), name));
    }
    return List.copyOf(files);
  }

  private static Path path(String name) {
    try {
      Path path = Path.of(name);
      if (!name.isEmpty() && Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw missing(name, e);
    }
    throw missing(name, null);
  }

  private static InputException missing(String name, @Nullable Throwable cause) {
    String message = "a trace file must exist: file=" + name;
    return cause == null ? new InputException(message) : new InputException(message, cause);
  }

  private static List<Path> expand(Path path, String name) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(path)) {
      entries.filter(TracePaths::isTraceFile).sorted().forEach(found::add);
    } catch (IOException e) {
      throw new InputException("a folder of trace files must be readable: folder=" + name, e);
    }
    if (found.isEmpty()) {
      throw new InputException(
          "a folder must have trace files, named *.jsonl or *.jsonl.gz: folder=" + name);
    }
    return found;
  }

  private static boolean isTraceFile(Path path) {
    String name = String.valueOf(path.getFileName());
    return (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")) && !Files.isDirectory(path);
  }
}
