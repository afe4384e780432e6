package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.fixtures.Golden;

final class CommandsTest {
  @TempDir Path directory = Path.of("");

  @Test
  void list_shows_what_can_be_checked() throws IOException {
    Golden.check("list.txt", Run.of("list").out());
    Golden.check("list.json", Run.of("list", "--json").out());
  }

  @Test
  void help_is_no_error() throws IOException {
    Run help = Run.of("--help");
    assertEquals(ExitStatus.VERIFIED, help.status());
    Golden.check("help.txt", help.out() + "\n" + Run.of("check", "--help").out());
  }

  @Test
  void verified_is_status_0() throws IOException {
    Run run = Run.of("check", "peterson", "--revision", "new", "--no-reduction");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertEquals("", run.err());
    Golden.check("check-verified.txt", run.report());
  }

  @Test
  void violated_is_status_1() throws IOException {
    Run run = Run.of("check", "t01", "--no-reduction");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertEquals("", run.err());
    Golden.check("check-violated.txt", run.report());
  }

  @Test
  void every_order_and_store_comes_to_the_same_verdict() {
    for (String search :
        List.of(
            "bfs exact",
            "bfs fingerprint",
            "dfs exact",
            "dfs fingerprint",
            "switches exact",
            "random exact")) {
      String[] words = search.split(" ", -1);
      Run violated = Run.of("check", "treiber", "--order", words[0], "--store", words[1]);
      assertEquals(ExitStatus.VIOLATED, violated.status(), search + violated.err());
    }
  }

  @Test
  void random_walks_are_never_exhaustive() {
    Run run = Run.of("check", "peterson", "--revision", "new", "--order", "random", "--seed", "7");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
  }

  @Test
  void a_limit_is_status_3() {
    Run run = Run.of("check", "counter", "--vcpus", "3", "--limit-states", "100");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(run.out().contains("the state limit was reached: states=100\n"), run.out());
    assertTrue(run.out().contains("  covered   100 states, "), run.out());
  }

  @Test
  void a_memory_limit_is_status_3() {
    Run run = Run.of("check", "counter", "--vcpus", "4", "--limit-memory", "1m");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(run.out().contains("  the memory limit was reached: bytes="), run.out());
  }

  @Test
  void running_out_of_memory_is_status_3() throws IOException {
    Path json = directory.resolve("hog.json");
    Run run = Run.of("check", "hog", "--json", json.toString());
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertEquals("", run.err());
    assertTrue(run.out().contains("  memory ran out: heap="), run.out());
    assertTrue(Files.readString(json).contains("\"verdict\": \"incomplete\""));
  }

  @Test
  void an_interruption_is_status_3() {
    Interruption interruption = new Interruption();
    interruption.request();
    Run run = Run.of(interruption, "check", "counter", "--vcpus", "4");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(run.out().contains("\n  it was interrupted\n"), run.out());
  }

  @Test
  void a_bug_of_ours_is_status_70() {
    Run run = Run.of("check", "bug");
    assertEquals(ExitStatus.BUG, run.status());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .startsWith(
                "vcpucheck: this is a bug of vcpucheck, please report it with what follows:"
                    + " checker bug: planted\njava.lang.AssertionError: checker bug: planted\n"),
        run.err());
  }

  @Test
  void the_same_check_gives_the_same_json_but_for_seconds() throws IOException {
    Path one = directory.resolve("one.json");
    Path other = directory.resolve("other.json");
    Run.of("check", "treiber", "--json", one.toString());
    Run.of("check", "treiber", "--json", other.toString());
    assertEquals(withoutSeconds(one), withoutSeconds(other));
  }

  private static String withoutSeconds(Path file) throws IOException {
    return Files.readString(file).replaceAll("\"seconds\": [0-9.]+", "");
  }

  @Test
  void a_suite_as_expected_is_status_0() throws IOException {
    Run run = Run.of("suite", "T03", "peterson", "philosophers", "--no-reduction");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertEquals("", run.err());
    Golden.check("suite-expected.txt", run.report());
  }

  @Test
  void large_adds_to_a_suite() {
    Run run = Run.of("suite", "peterson", "only-large", "--large");
    assertTrue(
        run.out().endsWith("\n4 verdicts: 4 as expected, 0 not as expected, 0 incomplete\n"));
  }

  @Test
  void an_expectation_may_be_of_a_release_build() {
    Run run = Run.of("suite", "asserting");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(run.out().contains("| verified, release build   | as expected"), run.out());
  }

  @Test
  void a_suite_not_as_expected_is_status_1() throws IOException {
    Path json = directory.resolve("suite.json");
    Path xml = directory.resolve("suite.xml");
    Run run =
        Run.of("suite", "--no-reduction", "--json", json.toString(), "--junit", xml.toString());
    assertEquals(ExitStatus.VIOLATED, run.status());
    Golden.check("suite-surprise.txt", run.report());
    assertTrue(Files.readString(json).contains("\"asExpected\": false"));
    assertTrue(Files.readString(xml).contains("failures=\"2\""));
  }

  @Test
  void a_suite_that_does_not_end_is_status_3() {
    Run run = Run.of("suite", "treiber", "--limit-states", "10");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(
        run.out().endsWith("\n2 verdicts: 0 as expected, 0 not as expected, 2 incomplete\n"));
  }

  @Test
  void an_interrupted_suite_is_status_3() {
    Interruption interruption = new Interruption();
    interruption.request();
    Run run = Run.of(interruption, "suite", "treiber");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(run.out().endsWith("; interrupted before the end\n"), run.out());
  }

  @Test
  void other_projects_add_commands() {
    assertEquals(new Run(ExitStatus.VERIFIED, "hello Xen\n", ""), Run.of("greet", "Xen"));
  }

  @Test
  void a_verified_check_writes_no_trace() {
    Path trace = directory.resolve("x.trace");
    Run.of("check", "peterson", "--revision", "new", "--trace", trace.toString());
    assertFalse(Files.exists(trace));
  }
}
