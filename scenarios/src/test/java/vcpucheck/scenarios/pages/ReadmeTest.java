package vcpucheck.scenarios.pages;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.fixtures.CommandRun;

/**
 * The README and the pages of the modules show what the tool prints, what the code says and what
 * the catalogue expects.
 *
 * <p>A {@code console} block has commands of the tool after "$ ", each followed by its output; a
 * line that is "..." stands for any lines. The commands of a page run in this process, one after
 * the other, with their files in a temporary directory; those of a block that follows the comment
 * "takes long" only by {@code make test-pages}, which is -Dpages.long=true, and otherwise it is
 * looked at whether they are spelled right. Commands that are not to be run here, like an
 * installation, are in {@code sh} blocks.
 *
 * <p>A {@code java} block follows a comment that names the source file that it is part of. A
 * generated table is between two comments, the first of which names it.
 *
 * <p>{@code make pages}, which is -Dgolden.update=true, writes outputs and tables anew.
 */
final class ReadmeTest {
  private static final String PROGRAM = "scenarios/vcpucheck";
  private static final Pattern FILE =
      Pattern.compile("[a-z][\\w-]*\\.(?:trace|json|xml|ckpt|html|zip)");
  private static final Pattern TARGET = Pattern.compile("(?m)(?<=`|^\\$ |^)make ([a-z]+)\\b");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset)=\"(.*?)\"");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** A name of two words or more in code, like {@code StateStore} or {@code SpinLock.lock}. */
  private static final Pattern CLASS =
      Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)(?:[.#(][^`]*)?`");

  private static final int LINES_OF_README = 200;

  @TempDir Path directory;

  static List<Page> pages() {
    return Page.all();
  }

  static Stream<Page> pagesWithCommands() {
    return Page.all().stream().filter(page -> !page.examples().isEmpty());
  }

  private static boolean isUpdating() {
    return Boolean.getBoolean("golden.update");
  }

  @ParameterizedTest
  @MethodSource("pagesWithCommands")
  void commands_print_what_the_page_shows(Page page) {
    for (Page.Example example : page.examples()) {
      if (example.takesLong() && !Boolean.getBoolean("pages.long")) {
        run(example.command() + " --help");
        continue;
      }
      List<String> actual = run(example.command());
      Excerpt excerpt = new Excerpt(example.output(), actual);
      if (isUpdating()) {
        excerpt.today().ifPresent(today -> page.show(example, today));
      }
      assertTrue(
          isUpdating() ? excerpt.today().isPresent() : excerpt.fits(),
          () -> difference(page, example, actual));
    }
  }

  private static String difference(Page page, Page.Example example, List<String> actual) {
    return page
        + " shows\n\n"
        + String.join("\n", example.output())
        + "\n\nfor the command\n\n"
        + example.command()
        + "\n\nwhich prints\n\n"
        + String.join("\n", actual)
        + "\n\n`make pages` takes over what has changed";
  }

  private List<String> run(String command) {
    assertTrue(command.startsWith(PROGRAM + " "), () -> "not a command of the tool: " + command);
    String[] args =
        Stream.of(command.substring(PROGRAM.length()).strip().split(" +", -1))
            .map(this::fromHere)
            .toArray(String[]::new);
    CommandRun run = CommandRun.of(args);
    assertTrue(
        run.status() <= 1 || run.status() == ExitStatus.INCOMPLETE,
        () -> command + ": status " + run.status() + "\n" + run.err());
    return run.out()
        .replace(directory + "/", "")
        .replace(Page.ROOT + "/", "")
        .replaceAll("(?m)^  vcpucheck ", Matcher.quoteReplacement("  " + PROGRAM + " "))
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  /** An argument as a command takes it that does not run in the project's folder. */
  private String fromHere(String arg) {
    if (arg.contains("/")) {
      return Page.ROOT.resolve(arg).toString();
    }
    return FILE.matcher(arg).matches() ? directory.resolve(arg).toString() : arg;
  }

  @Test
  void modules_have_pages_with_commands() {
    assertTrue(pages().contains(Page.README));
    assertTrue(pages().size() > 8);
    assertTrue(pagesWithCommands().count() > 3);
  }

  @Test
  void the_readme_is_short() {
    assertTrue(Page.README.text().lines().count() <= LINES_OF_README);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void targets_of_make_exist(Page page) throws IOException {
    String makefile = Files.readString(Page.ROOT.resolve("Makefile"));
    for (String target : page.found(TARGET, match -> match.group(1))) {
      assertTrue(makefile.contains("\n" + target + ":"), () -> "make " + target);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void java_is_part_of_the_sources(Page page) throws IOException {
    assertEquals(
        page.found(Pattern.compile("(?m)^```java$"), match -> match).size(),
        page.sources().size(),
        "each java block says where it is from");
    for (Page.Source source : page.sources()) {
      assertTrue(
          unindented(Files.readString(source.file())).contains(unindented(source.code())),
          () -> "not in " + source.file() + ":\n" + source.code());
    }
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_lead_somewhere(Page page) {
    for (String link :
        page.found(LINK, match -> match.group(1) == null ? match.group(2) : match.group(1))) {
      if (!link.contains("://")) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        assertTrue(Files.exists(target), () -> link + " is not there");
        if (parts.length == 2) {
          assertTrue(anchors(target).contains(parts[1]), () -> link + " is no heading");
        }
      }
    }
  }

  /** Where links into a page can lead: its headings, as GitHub writes them. */
  private static Set<String> anchors(Path target) {
    return HEADING
        .matcher(new Page(target).prose())
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .collect(toSet());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void classes_that_a_page_names_exist(Page page) throws IOException {
    Set<String> classes = classes();
    for (String name : page.found(CLASS, match -> match.group(1))) {
      assertTrue(classes.contains(name) || isOfTheJdk(name), () -> "there is no class " + name);
    }
  }

  /** The simple names of the project's classes, tests included. */
  private static Set<String> classes() throws IOException {
    Set<String> classes = new HashSet<>();
    for (Path module : Page.modules()) {
      try (Stream<Path> files = Files.walk(module.resolve("src"))) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> classes.add(name.replace(".java", "")));
      }
    }
    return classes;
  }

  private static boolean isOfTheJdk(String name) {
    return Stream.of(
            "java.lang.",
            "java.lang.invoke.",
            "java.util.",
            "java.util.concurrent.",
            "java.util.concurrent.atomic.")
        .anyMatch(prefix -> ClassLoader.getSystemResource(path(prefix + name)) != null);
  }

  private static String path(String className) {
    return className.replace('.', '/') + ".class";
  }

  @Test
  void tables_are_what_the_catalogue_and_the_packages_say() {
    new CatalogueTables().all().forEach(ReadmeTest::checkTable);
    PackageTables.all().forEach(ReadmeTest::checkTable);
  }

  @Test
  void a_package_is_described_by_its_first_sentence() {
    String source = "/**\n * Reads {@link a.b.Cell}s of\n * {@code x.y}. More.\n */\npackage a;";
    assertEquals("Reads `Cell`s of `y`.", PackageTables.firstSentence(source));
    assertThrows(IllegalArgumentException.class, () -> PackageTables.firstSentence("package a;"));
  }

  private static void checkTable(String name, String table) {
    Pattern place =
        Pattern.compile("(?s)(<!-- table " + name + " -->\n).*?(<!-- end of table -->\n)");
    List<Page> with = pages().stream().filter(page -> place.matcher(page.text()).find()).toList();
    assertEquals(1, with.size(), () -> "pages with a table of " + name + ": " + with);
    Page page = with.get(0);
    String expected =
        place
            .matcher(page.text())
            .replaceFirst(
                found -> Matcher.quoteReplacement(found.group(1) + table + found.group(2)));
    if (isUpdating()) {
      page.write(expected);
    }
    assertEquals(expected, page.text(), () -> "`make pages` writes the table of " + name + " anew");
  }
}
