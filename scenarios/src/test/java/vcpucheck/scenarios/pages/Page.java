package vcpucheck.scenarios.pages;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown page of the project: the README, or a page of a module.
 *
 * @param file where it is, as seen from the folder of a module
 */
record Page(Path file) {
  /** The project's folder, as seen from that of a module, where tests run. */
  static final Path ROOT = Path.of("..");

  static final Page README = new Page(ROOT.resolve("README.md"));

  private static final Pattern CONSOLE =
      Pattern.compile("(?ms)^(<!-- takes long -->\\n)?```console\\n(.*?)^```$");
  private static final Pattern SOURCE =
      Pattern.compile("(?ms)^<!-- from (\\S+) -->\\n```java\\n(.*?)^```$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

  /**
   * A command and the output that a page shows of it.
   *
   * @param takesLong whether it is run on demand only
   */
  record Example(String command, List<String> output, boolean takesLong) {
    private String text() {
      return "$ " + command + "\n" + output.stream().map(line -> line + "\n").collect(joining());
    }
  }

  /** Lines of a source file, as a page shows them. */
  record Source(Path file, String code) {}

  /** The folders of the modules, in order. */
  static List<Path> modules() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The README and the Markdown files beside each pom.xml, in order. */
  static List<Page> all() {
    try (Stream<Path> files = Files.find(ROOT, 2, (path, attributes) -> isPage(path))) {
      return files.sorted().map(Page::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md") && Files.exists(file.resolveSibling("pom.xml"));
  }

  /** What a reader calls it, "checker/USAGE.md". */
  String name() {
    return ROOT.relativize(file).toString();
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page without its fenced blocks. */
  String prose() {
    return FENCED.matcher(text()).replaceAll("");
  }

  /** The commands of its console blocks, in order. */
  List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (MatchResult block : found(CONSOLE, match -> match)) {
      for (String part : block.group(2).split("(?m)^\\$ ", -1)) {
        List<String> lines = part.lines().toList();
        if (!lines.isEmpty()) {
          boolean takesLong = block.group(1) != null;
          examples.add(new Example(lines.get(0), lines.subList(1, lines.size()), takesLong));
        }
      }
    }
    return examples;
  }

  /** Shows another output for a command. */
  void show(Example example, List<String> output) {
    Example other = new Example(example.command(), output, example.takesLong());
    write(text().replace(example.text(), other.text()));
  }

  /** Its java blocks that say where they are from. */
  List<Source> sources() {
    return found(SOURCE, match -> new Source(ROOT.resolve(match.group(1)), match.group(2)));
  }

  <T> List<T> found(Pattern pattern, Function<MatchResult, T> part) {
    return pattern.matcher(text()).results().map(part).toList();
  }

  @Override
  public String toString() {
    return name();
  }
}
