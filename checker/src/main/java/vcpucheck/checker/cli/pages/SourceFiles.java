package vcpucheck.checker.cli.pages;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.report.export.Finding;

/**
 * The sources of code under test, by number: a request names no file. A file is looked for beside
 * the classes that it was compiled to, as Maven lays out projects, or in given directories.
 */
public final class SourceFiles implements Finding.Sources {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$]+\\.java");
  private static final List<String> ROOTS = List.of("src/main/java", "src/test/java");
  private static final int MOST_BYTES = 1 << 20;

  /** From the directory of classes, or the jar, up to the directory of all modules. */
  private static final int MOST_PARENTS = 4;

  private final List<Path> given;
  private final List<Source> files = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * One file.
   *
   * @param path its name in reports, from the root of its package on
   * @param shown where it is, from the root of its repository
   * @param lines its lines; empty if it was not found
   */
  public record Source(String path, String shown, List<String> lines) {
    public Source {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Makes a list without files.
   *
   * @param given where to look; if empty, beside the classes
   */
  public SourceFiles(List<Path> given) {
    this.given = List.copyOf(given);
  }

  /**
   * The number of the file that a class was compiled from.
   *
   * @param name the file's name, without a directory
   */
  public synchronized int number(Class<?> type, String name) {
    String path = type.getPackageName().replace('.', '/') + "/" + name;
    return numbers.computeIfAbsent(
        path,
        unknown -> {
          files.add(
              NAME.matcher(name).matches() ? read(type, path) : new Source(path, path, List.of()));
          return files.size() - 1;
        });
  }

  /** A file by its number; empty if none has it. */
  public synchronized Optional<Source> file(int number) {
    return number < files.size() ? Optional.of(files.get(number)) : Optional.empty();
  }

  @Override
  public Optional<Finding.SourceText> find(Class<?> type, String file) {
    return file(number(type, file))
        .filter(source -> !source.lines().isEmpty())
        .map(source -> new Finding.SourceText(source.shown(), source.lines()));
  }

  private Source read(Class<?> type, String path) {
    for (Path root : given.isEmpty() ? roots(type) : given) {
      Path file = root.resolve(path).toAbsolutePath().normalize();
      Optional<List<String>> lines = read(file);
      if (lines.isPresent()) {
        return new Source(path, shown(file).orElse(path), lines.get());
      }
    }
    return new Source(path, path, List.of());
  }

  /** From the root of the repository that a file is in, or else from the working directory. */
  private static Optional<String> shown(Path file) {
    @Nullable Path root = file.getParent();
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    Path base = root == null ? Path.of("").toAbsolutePath() : root;
    return file.startsWith(base)
        ? Optional.of(base.relativize(file).toString().replace(File.separatorChar, '/'))
        : Optional.empty();
  }

  private static Optional<List<String>> read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES
          ? Optional.of(Files.readAllLines(file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); /* as if it were not there */
    }
  }

  private static List<Path> roots(Class<?> type) {
    List<Path> roots = new ArrayList<>();
    @Nullable Path at = location(type);
    for (int up = 0; up < MOST_PARENTS && at != null; up++) {
      for (Path module : modules(at)) {
        ROOTS.stream().map(module::resolve).filter(Files::isDirectory).forEach(roots::add);
      }
      at = at.getParent();
    }
    return roots;
  }

  private static List<Path> modules(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> below = Files.list(directory)) {
      return Stream.concat(Stream.of(directory), below.sorted()).toList();
    } catch (IOException e) {
      return List.of(directory);
    }
  }

  private static @Nullable Path location(Class<?> type) {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null || source.getLocation() == null
          ? null
          : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | FileSystemNotFoundException | IllegalArgumentException e) {
      return null; /* classes from elsewhere than files */
    }
  }
}
