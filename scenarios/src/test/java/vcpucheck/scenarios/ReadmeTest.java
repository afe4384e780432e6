package vcpucheck.scenarios;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.cli.ExitStatus;
import vcpucheck.checker.cli.Main;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.scenarios.catalogue.OpteeCatalogue;

/**
 * The README shows what the tool prints, what the code says and what the catalogue expects.
 *
 * <p>A {@code console} block has commands after "$ ", each followed by its output; a line of the
 * README that is "..." stands for any lines. Commands of the tool are run in this process, one
 * after the other, with their files in a temporary directory.
 *
 * <p>A {@code java} block follows a comment that names the source file that it is part of.
 *
 * <p>-Dgolden.update=true writes the tables anew and takes over numbers that have changed in the
 * output of commands.
 */
final class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path README = ROOT.resolve("README.md");
  private static final String PROGRAM = "scenarios/vcpucheck";
  private static final String ELISION = "...";

  /** The revisions for which something is expected of the mediator without locks. */
  private static final List<Revision> WITHOUT_LOCKS = List.of(Revision.XEN_4_22, Revision.REPAIRED);

  private static final Pattern CONSOLE = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
  private static final Pattern JAVA =
      Pattern.compile("(?ms)^<!-- from (\\S+) -->\\n```java\\n(.*?)^```$");
  private static final Pattern FILE = Pattern.compile("[a-z][\\w-]*\\.(?:trace|json|xml|ckpt)");

  @TempDir Path directory;

  /** A command and the output that the README shows of it. */
  private record Example(String command, List<String> output) {}

  private static String readme() throws IOException {
    return Files.readString(README);
  }

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (MatchResult block : CONSOLE.matcher(readme()).results().toList()) {
      for (String part : block.group(1).split("(?m)^\\$ ", -1)) {
        List<String> lines = part.lines().toList();
        if (!lines.isEmpty()) {
          examples.add(new Example(lines.get(0), lines.subList(1, lines.size())));
        }
      }
    }
    return examples;
  }

  @Test
  void commands_print_what_the_readme_shows() throws IOException {
    List<Example> ofTheTool =
        examples().stream().filter(example -> example.command().startsWith(PROGRAM)).toList();
    assertTrue(ofTheTool.size() > 3, "the README has examples");
    for (Example example : ofTheTool) {
      List<String> actual = run(example.command());
      if (Boolean.getBoolean("golden.update")) {
        align(example.output(), actual, ReadmeTest::withoutNumbers)
            .ifPresent(fresh -> replace(example, fresh));
      } else {
        assertTrue(
            align(example.output(), actual, ReadmeTest::steady).isPresent(),
            () -> difference(example, actual));
      }
    }
  }

  private static String difference(Example example, List<String> actual) {
    return "the README shows\n\n"
        + String.join("\n", example.output())
        + "\n\nfor the command\n\n"
        + example.command()
        + "\n\nwhich prints\n\n"
        + String.join("\n", actual)
        + "\n\n-Dgolden.update=true takes over numbers that have changed";
  }

  private List<String> run(String command) {
    String[] args =
        Stream.of(command.substring(PROGRAM.length()).strip().split(" +", -1))
            .map(this::fromHere)
            .toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(args, new PrintWriter(out), new PrintWriter(err));
    assertTrue(
        status <= 1 || status == ExitStatus.INCOMPLETE,
        () -> command + ": status " + status + "\n" + err);
    return out.toString()
        .replace(directory + "/", "")
        .replace(ROOT + "/", "")
        .replaceAll("(?m)^  vcpucheck ", Matcher.quoteReplacement("  " + PROGRAM + " "))
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  /** An argument as a command takes it that does not run in the README's folder. */
  private String fromHere(String arg) {
    if (arg.contains("/")) {
      return ROOT.resolve(arg).toString();
    }
    return FILE.matcher(arg).matches() ? directory.resolve(arg).toString() : arg;
  }

  private static void replace(Example example, List<String> fresh) {
    try {
      String old = "$ " + example.command() + "\n" + String.join("\n", example.output());
      String now = "$ " + example.command() + "\n" + String.join("\n", fresh);
      Files.writeString(README, readme().replace(old, now));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line without what differs from run to run, or with any edit of the code. */
  private static String steady(String line) {
    return line.startsWith("  time ")
        ? "  time"
        : line.replaceAll("[\\d.]+ s\\b", "0 s")
            .replaceAll("[1-9][\\d,]* samples", "some samples")
            .replaceAll("\\.java:\\d+", ".java:0")
            .replaceAll(" +", " ")
            .replaceAll("-+", "-");
  }

  private static String withoutNumbers(String line) {
    return steady(line).replaceAll("\\d[\\d,]*", "0");
  }

  /** The shown lines as they are in the actual ones, if they are. */
  private static Optional<List<String>> align(
      List<String> shown, List<String> actual, UnaryOperator<String> essence) {
    if (shown.isEmpty()) {
      return actual.isEmpty() ? Optional.of(List.of()) : Optional.empty();
    }
    String line = shown.get(0);
    List<String> rest = shown.subList(1, shown.size());
    if (line.equals(ELISION)) {
      return IntStream.rangeClosed(0, actual.size())
          .mapToObj(skip -> align(rest, actual.subList(skip, actual.size()), essence))
          .flatMap(Optional::stream)
          .findFirst()
          .map(found -> join(ELISION, found));
    }
    return !actual.isEmpty() && essence.apply(line).equals(essence.apply(actual.get(0)))
        ? align(rest, actual.subList(1, actual.size()), essence)
            .map(found -> join(actual.get(0), found))
        : Optional.empty();
  }

  private static List<String> join(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  @Test
  void targets_of_make_exist() throws IOException {
    String makefile = Files.readString(ROOT.resolve("Makefile"));
    Pattern.compile("\\bmake ([a-z]+)`|^\\$ make ([a-z]+)$", Pattern.MULTILINE)
        .matcher(readme())
        .results()
        .map(call -> call.group(1) == null ? call.group(2) : call.group(1))
        .forEach(
            target -> assertTrue(makefile.contains("\n" + target + ":"), () -> "make " + target));
  }

  @Test
  void java_is_part_of_the_sources() throws IOException {
    List<MatchResult> blocks = JAVA.matcher(readme()).results().toList();
    assertEquals(
        Pattern.compile("(?m)^```java$").matcher(readme()).results().count(),
        blocks.size(),
        "each java block says where it is from");
    for (MatchResult block : blocks) {
      String source = Files.readString(ROOT.resolve(block.group(1)));
      assertTrue(
          unindented(source).contains(unindented(block.group(2))),
          () -> "not in " + block.group(1) + ":\n" + block.group(2));
    }
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(joining("\n"));
  }

  @Test
  void findings_are_those_of_the_catalogue() throws IOException {
    checkTable("findings", findings());
  }

  @Test
  void revisions_are_those_of_the_mediator() throws IOException {
    checkTable("revisions", revisions());
  }

  private static void checkTable(String name, String table) throws IOException {
    Pattern place =
        Pattern.compile("(?s)(<!-- table " + name + " -->\n).*?(<!-- end of table -->\n)");
    assertTrue(place.matcher(readme()).find(), "the README has a table of " + name);
    String expected =
        place
            .matcher(readme())
            .replaceFirst(
                found -> Matcher.quoteReplacement(found.group(1) + table + found.group(2)));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(README, expected);
    }
    assertEquals(expected, readme(), "-Dgolden.update=true writes the table of " + name + " anew");
  }

  private static String findings() {
    StringBuilder table = new StringBuilder("| scenario | what goes wrong, or must not |");
    for (Revision revision : Revision.values()) {
      table.append(' ').append(column(revision)).append(" |");
    }
    for (Revision revision : WITHOUT_LOCKS) {
      table.append(' ').append(column(revision)).append(" lock-free |");
    }
    table.append(" weakenings caught | source |\n|---|---|");
    table.append(":-:|".repeat(Revision.values().length + WITHOUT_LOCKS.size()));
    table.append("---|---|\n");
    new OpteeCatalogue().scenarios().forEach(scenario -> table.append(row(scenario)));
    return table.toString();
  }

  private static String column(Revision revision) {
    return revision.label().replace("commit-", "").replace("xen-", "");
  }

  private static String row(Scenario scenario) {
    StringBuilder row =
        new StringBuilder(
            "| " + scenario.id() + " `" + scenario.name() + "` | " + scenario.lesson() + " |");
    for (Revision revision : Revision.values()) {
      row.append(' ').append(mark(scenario, revision, Variant.LOCKED)).append(" |");
    }
    for (Revision revision : WITHOUT_LOCKS) {
      row.append(' ').append(mark(scenario, revision, Variant.LOCK_FREE)).append(" |");
    }
    String caught =
        scenario.expectations().stream()
            .filter(expectation -> expectation.verdict().equals("violated"))
            .flatMap(expectation -> expectation.configuration().mutant().stream())
            .distinct()
            .collect(joining(", "));
    return row + " " + caught + " | " + scenario.source() + " |\n";
  }

  private static String mark(Scenario scenario, Revision revision, Variant variant) {
    String debug = mark(scenario, revision, variant, false);
    String release = mark(scenario, revision, variant, true);
    return release.isEmpty() || release.equals(debug) ? debug : debug + " release " + release;
  }

  private static String mark(
      Scenario scenario, Revision revision, Variant variant, boolean release) {
    return scenario.expectations().stream()
        .filter(expectation -> expectation.configuration().mutant().isEmpty())
        .filter(expectation -> expectation.configuration().variant().equals(variant.label()))
        .filter(expectation -> expectation.configuration().revision().equals(revision.label()))
        .filter(expectation -> expectation.release() == release)
        .map(ReadmeTest::mark)
        .distinct()
        .collect(joining(" "));
  }

  private static String mark(Expectation expectation) {
    String mark = expectation.verdict().equals("verified") ? "✓" : "✗";
    return expectation.large() ? "(" + mark + ")" : mark;
  }

  private static String revisions() {
    StringBuilder table = new StringBuilder("| revision | what it is | changes in behaviour |\n");
    table.append("|---|---|---|\n");
    List<String> names = new ArrayList<>();
    new OpteeCatalogue()
        .revisions()
        .forEach(
            revision -> {
              names.add(revision.name());
              table.append("| `" + revision.name() + "` | " + revision.about() + " | ");
              table.append(commits(Revision.of(revision.name()))).append(" |\n");
            });
    assertEquals(Revision.values().length, names.size());
    return table.toString();
  }

  private static String commits(Revision revision) {
    List<Fix> fixes = Stream.of(Fix.values()).filter(fix -> fix.since() == revision).toList();
    return fixes.stream().allMatch(fix -> fix.commit().isEmpty()) && !fixes.isEmpty()
        ? fixes.size() + " repairs of ours"
        : fixes.stream().map(Fix::commit).collect(joining(", "));
  }
}
