package vcpucheck.scenarios.pages;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A table of the packages of each module, in Markdown, from the first sentences of their docs. */
final class PackageTables {
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)(?:<p>|<h2>|\\*/)");
  private static final Pattern SENTENCE = Pattern.compile("(.*?[.?])(?: .*)?");

  /** An inline tag, with what remains of it in a page. */
  private static final Pattern TAG = Pattern.compile("\\{@\\w+ (?:[\\w.]+\\.)?([\\w#().]+)}");

  private PackageTables() {}

  /** Each table, by the name that a page has in its comment. */
  static Map<String, String> all() {
    Map<String, String> tables = new TreeMap<>();
    for (Path module : Page.modules()) {
      String name = String.valueOf(module.getFileName());
      Path root = module.resolve(Path.of("src", "main", "java", "vcpucheck", name));
      tables.put("packages of " + name, table(root));
    }
    return tables;
  }

  private static String table(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .map(Path::getParent)
          .filter(folder -> !folder.equals(root))
          .sorted()
          .map(folder -> row(root, folder))
          .collect(joining("", "| package | what is there |\n|---|---|\n", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(Path root, Path folder) {
    try {
      String name = root.relativize(folder).toString().replace('/', '.');
      String source = Files.readString(folder.resolve("package-info.java"));
      return "| `" + name + "` | " + firstSentence(source) + " |\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first sentence of a package's documentation. */
  static String firstSentence(String source) {
    Matcher comment = COMMENT.matcher(source);
    if (!comment.find()) {
      throw new IllegalArgumentException("a package must be documented: " + source);
    }
    String text =
        comment.group(1).lines().map(line -> line.replaceFirst("^ *\\*", "")).collect(joining(" "));
    String plain = text.replaceAll("\\s+", " ").strip();
    Matcher sentence = SENTENCE.matcher(TAG.matcher(plain).replaceAll("`$1`"));
    if (!sentence.matches()) {
      throw new IllegalArgumentException("documentation must begin with a sentence: " + plain);
    }
    return sentence.group(1);
  }
}
