package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.cli.session.KeptTraces;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.terminal.Interruption;
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
    assertEquals(withoutSeconds(Files.readString(one)), withoutSeconds(Files.readString(other)));
  }

  private static String withoutSeconds(String json) {
    return json.replaceAll("\"seconds\": [0-9.]+", "");
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
    Run run = Run.of("suite", "asserting", "--width", "80");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertTrue(run.out().contains("| verified, release build   | "), run.out());
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
  void a_verified_check_removes_the_trace_of_an_earlier_one() {
    Path trace = directory.resolve("x.trace");
    Run violated = Run.of("check", "peterson", "--trace", trace.toString());
    assertEquals("", violated.err());
    assertTrue(Files.exists(trace));
    Run verified = Run.of("check", "peterson", "--revision", "new", "--trace", trace.toString());
    assertEquals(ExitStatus.VERIFIED, verified.status());
    assertEquals(
        "vcpucheck: there is no violation to trace, so an older file was removed: --trace="
            + trace
            + "\n",
        verified.err());
    assertFalse(Files.exists(trace));
    String again = trace.toString();
    assertEquals("", Run.of("check", "peterson", "--revision", "new", "--trace", again).err());
  }

  @Test
  void a_verified_check_removes_the_page_of_an_earlier_one() {
    String page = directory.resolve("x.html").toString();
    assertEquals("", Run.of("check", "peterson", "--html", page).err());
    assertTrue(Files.exists(Path.of(page)));
    assertEquals(
        "vcpucheck: there is no violation to show, so an older file was removed: --html="
            + page
            + "\n",
        Run.of("check", "peterson", "--revision", "new", "--html", page).err());
    assertFalse(Files.exists(Path.of(page)));
  }

  @Test
  void a_page_on_standard_output_is_alone_there() {
    String trace = directory.resolve("x.trace").toString();
    Run.of("check", "peterson", "--trace", trace);
    String page = Run.of("check", "peterson", "--html", "-").out();
    assertTrue(page.startsWith("<!DOCTYPE html>"), page);
    String replayed = Run.of("replay", trace, "--html", "-").out();
    assertTrue(replayed.startsWith("<!DOCTYPE html>"), replayed);
    assertTrue(replayed.endsWith("</html>\n"), replayed);
  }

  @Test
  void the_counterexample_of_a_long_search_is_kept() throws IOException {
    KeptTraces traces = new KeptTraces(Optional.of(directory.resolve("kept")), 1);
    Run run = Run.of(traces, "check", "peterson");
    Path kept = directory.resolve("kept").resolve("peterson.trace");
    assertTrue(
        run.out()
            .endsWith(
                "\nIt is kept until this scenario is violated again. Replay it with\n"
                    + "  vcpucheck replay "
                    + kept
                    + "\n"),
        run.out());
    assertEquals(ExitStatus.VIOLATED, Run.of("replay", kept.toString()).status());
    Path asked = directory.resolve("asked.trace");
    Run.of(traces, "check", "peterson", "--trace", asked.toString());
    assertEquals(Files.readString(kept), Files.readString(asked));
  }

  @Test
  void what_cannot_be_kept_is_advised() throws IOException {
    Path inTheWay = Files.writeString(directory.resolve("file"), "");
    KeptTraces traces = new KeptTraces(Optional.of(inTheWay.resolve("kept")), 1);
    assertEquals(
        Run.of("check", "peterson").report(), Run.of(traces, "check", "peterson").report());
  }

  @Test
  void the_version_is_that_of_the_build() {
    Run version = Run.of("--version");
    assertEquals(ExitStatus.VERIFIED, version.status());
    assertTrue(version.out().matches("vcpucheck [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n"));
    assertEquals(version, Run.of("-V"));
  }

  @Test
  void help_is_a_command_too() {
    assertEquals(Run.of("--help"), Run.of("help"));
    assertEquals(Run.of("check", "--help"), Run.of("help", "check"));
  }

  @Test
  void quiet_prints_the_verdict_only() {
    Run violated = Run.of("check", "peterson", "--quiet");
    assertEquals(ExitStatus.VIOLATED, violated.status());
    assertEquals(2, violated.out().lines().count(), violated.out());
    assertTrue(violated.firstLine().endsWith(" violates mutual-exclusion"));
    assertEquals(1, Run.of("check", "peterson", "-q", "--revision", "new").out().lines().count());
    assertEquals(
        "2 verdicts: 2 as expected, 0 not as expected, 0 incomplete\n",
        Run.of("suite", "treiber", "-q").out());
    assertEquals("peterson", Run.of("list", "-q").firstLine());
    Path trace = directory.resolve("x.trace");
    Run.of("check", "peterson", "--trace", trace.toString());
    assertEquals(
        "REPRODUCED: T01 peterson on old (plain, 2 vCPUs) violates mutual-exclusion\n",
        Run.of("replay", trace.toString(), "-q").out());
  }

  @Test
  void json_on_standard_output_is_alone_there() throws IOException {
    Path file = directory.resolve("x.json");
    Run toFile = Run.of("check", "peterson", "--json", file.toString());
    assertTrue(toFile.firstLine().startsWith("VIOLATED: "));
    Run toOutput = Run.of("check", "peterson", "--json", "-");
    assertEquals(withoutSeconds(Files.readString(file)), withoutSeconds(toOutput.out()));
    assertTrue(Run.of("suite", "treiber", "--json", "-").out().startsWith("[\n"));
    assertTrue(Run.of("suite", "treiber", "--junit", "-").out().startsWith("<?xml "));
    assertTrue(Run.of("check", "peterson", "--trace", "-").out().startsWith("{\n"));
  }

  @Test
  void a_listing_as_json_goes_to_a_file_or_to_standard_output() throws IOException {
    Path file = directory.resolve("list.json");
    assertEquals(new Run(0, "", ""), Run.of("list", "--json", file.toString()));
    assertEquals(Files.readString(file), Run.of("list", "--json").out());
    assertEquals(Files.readString(file), Run.of("list", "--json", "-").out());
  }

  @Test
  void width_chooses_the_layout() {
    assertTrue(Run.of("check", "peterson").out().contains("  step | operation "));
    Run wide = Run.of("check", "peterson", "--width", "160");
    assertTrue(wide.out().contains("  step | vcpu0 "), wide.out());
  }
}
