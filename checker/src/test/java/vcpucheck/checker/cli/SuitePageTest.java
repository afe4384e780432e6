package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.cli.spi.ExitStatus;

/** The page of a suite, and the pages beside it. */
final class SuitePageTest {
  private static final String DATA = "<script type=\"application/json\" id=\"data\">";

  @TempDir Path directory = Path.of("");

  private static Run suite(Path folder, String... more) {
    List<String> args = new ArrayList<>(List.of("suite", "--html", folder.toString()));
    args.addAll(List.of(more));
    return Run.of(args.toArray(String[]::new));
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private static JsonNode data(Path folder) throws IOException {
    String page = Files.readString(folder.resolve("index.html"));
    int begin = page.indexOf(DATA) + DATA.length();
    return new ObjectMapper().readTree(page.substring(begin, page.indexOf("</script>", begin)));
  }

  @Test
  void every_verdict_is_on_it_and_every_counterexample_beside_it() throws IOException {
    Path folder = directory.resolve("new");
    Run run = suite(folder);
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertEquals("", run.err());
    JsonNode data = data(folder);
    Set<String> linked = new HashSet<>(Set.of("index.html"));
    int wrong = 0;
    for (JsonNode verdict : data.get("verdicts")) {
      assertEquals(verdict.get("verdict").asText().equals("violated"), verdict.has("page"));
      if (verdict.has("page")) {
        assertTrue(linked.add(verdict.get("page").asText()), "no two have one page");
      }
      wrong += verdict.get("asExpected").asBoolean() ? 0 : 1;
    }
    assertEquals(linked, files(folder).keySet());
    assertTrue(
        run.out()
            .contains(
                data.get("verdicts").size()
                    + " verdicts: "
                    + (data.get("verdicts").size() - wrong)
                    + " as expected, "
                    + wrong
                    + " not as expected"),
        run.out());
    assertEquals(2, data.get("unchecked").size(), "the large ones");
    for (String page : files(folder).values()) {
      assertTrue(page.contains("default-src 'none'; style-src 'sha256-"));
    }
  }

  @Test
  void equal_suites_have_equal_pages_however_many_run_at_once() throws IOException {
    suite(directory.resolve("one"), "--workers", "1");
    suite(directory.resolve("other"), "--workers", "4");
    assertEquals(files(directory.resolve("one")), files(directory.resolve("other")));
  }

  @Test
  void a_later_suite_leaves_no_page_of_an_earlier_one() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("empty"));
    suite(folder, "treiber");
    assertEquals(2, files(folder).size());
    Path own = Files.writeString(folder.resolve("notes.txt"), "the user's own");
    suite(folder, "peterson");
    Set<String> left = files(folder).keySet();
    assertTrue(left.containsAll(List.of("index.html", "notes.txt")), left::toString);
    assertTrue(left.stream().noneMatch(name -> name.contains("treiber")), left::toString);
    assertEquals("the user's own", Files.readString(own));
  }

  @Test
  void a_fast_failure_leaves_only_the_pages_that_are_linked() throws IOException {
    Path folder = directory.resolve("fast");
    suite(folder, "--fail-fast", "--workers", "4");
    long pages =
        Stream.of(data(folder).get("verdicts"))
            .flatMap(all -> Stream.iterate(0, at -> at < all.size(), at -> at + 1).map(all::get))
            .filter(verdict -> verdict.has("page"))
            .count();
    assertEquals(pages + 1, files(folder).size());
  }

  @Test
  void a_directory_of_something_else_is_refused() throws IOException {
    Path foreign = Files.createDirectory(directory.resolve("foreign"));
    Files.writeString(foreign.resolve("index.html"), "<p>home");
    for (Path folder : List.of(foreign, directory.resolve("no/where"))) {
      Run run = suite(folder, "treiber");
      assertEquals(ExitStatus.USAGE, run.status());
      assertEquals(
          "vcpucheck: --html must name a directory that is new, empty or of an earlier suite:"
              + " --html="
              + folder
              + "; name another\n",
          run.err());
    }
    assertEquals("<p>home", Files.readString(foreign.resolve("index.html")));
    assertFalse(Files.exists(directory.resolve("no")));
  }
}
