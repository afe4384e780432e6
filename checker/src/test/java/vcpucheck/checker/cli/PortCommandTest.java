package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.cli.spi.ExitStatus;

/** What is to be ported of the toy catalogue, of whose real code nothing is known. */
final class PortCommandTest {
  private static final String HEADLINE =
      "PORT: old -> new, decided in 0 functions, of whose lines nothing is known";

  @Test
  void what_moves_is_told_without_lines_where_none_are_known() {
    Run run = Run.of("port", "--from", "old", "--to", "new", "peterson");
    assertEquals("", run.err());
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertEquals(HEADLINE, run.firstLine());
    assertTrue(run.out().contains("\n  before any function  +COURTESY\n"), run.out());
    assertTrue(run.out().contains("\n    + do "), run.out());
    assertEquals(
        new Run(ExitStatus.VERIFIED, HEADLINE + "\n", ""),
        Run.of("port", "--from", "old", "--to", "new", "peterson", "--quiet"));
  }

  @Test
  void a_change_that_is_reached_nowhere_is_nothing_to_port() {
    Run run = Run.of("port", "--from", "old", "--to", "new", "treiber");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(run.out().contains("\n  +COURTESY  reached nowhere, so nothing is known of it\n"));
  }

  @Test
  void a_search_that_was_cut_may_have_missed_something() {
    Run run = Run.of("port", "--from", "old", "--to", "new", "peterson", "--limit-states", "3");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
  }

  @Test
  void beside_a_violation_a_limit_of_its_own_cuts() {
    String[] port = "port --from old --to new peterson --quiet --limit-around".split(" ");
    assertEquals(ExitStatus.VERIFIED, Run.of(with(port, "1k")).status());
    Run cut = Run.of(with(port, "3"));
    assertEquals(ExitStatus.INCOMPLETE, cut.status(), "old violates something, beside it is more");
    assertEquals(HEADLINE, cut.firstLine());
    Run wrong = Run.of(with(port, "0"));
    assertEquals(ExitStatus.USAGE, wrong.status());
    assertTrue(wrong.err().contains("--limit-around must be"), wrong.err());
  }

  private static String[] with(String[] args, String last) {
    return Stream.concat(Stream.of(args), Stream.of(last)).toArray(String[]::new);
  }

  @Test
  void a_mail_and_json_are_written_to_files(@TempDir Path folder) throws IOException {
    Path mail = folder.resolve("port.md");
    Path json = folder.resolve("port.json");
    Run run =
        Run.of(
            "port",
            "--from",
            "old",
            "--to",
            "new",
            "peterson",
            "--orderings",
            "--markdown",
            mail.toString(),
            "--json",
            json.toString());
    assertEquals(HEADLINE, run.firstLine());
    assertTrue(
        Files.readString(mail)
            .startsWith(
                "# old to new\n\nIt is decided in 0 functions, of whose lines nothing is known.\n\n"
                    + "## what is decided otherwise"));
    assertTrue(Files.readString(json).contains("\"verdict\": \"refinement\""));
  }
}
