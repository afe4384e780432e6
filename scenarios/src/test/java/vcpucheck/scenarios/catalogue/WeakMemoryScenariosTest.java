package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.scenarios.fixtures.CommandRun;

/** What the page on weak memory says of scenarios whose searches take seconds. */
final class WeakMemoryScenariosTest {
  private static final String LOCK_FREE = " --variant lock-free --revision repaired -q --memory ";

  private static CommandRun run(String command) {
    return CommandRun.of(command.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({"S50, tso", "S50, arm64", "S55, tso", "S55, arm64", "S68, tso", "S68, arm64"})
  void tables_are_verified(String id, String memory) {
    CommandRun run = run("check " + id + LOCK_FREE + memory);
    assertEquals(ExitStatus.VERIFIED, run.status(), run.out());
  }

  /** A guest that queues and asks, and one that ends a call and looks, do not miss each other. */
  @ParameterizedTest
  @CsvSource({"sc", "tso"})
  void no_wake_up_is_lost(String memory) {
    CommandRun run = run("check S08 -q --memory " + memory);
    assertEquals(ExitStatus.VERIFIED, run.status(), run.out());
  }

  /** A refusal may be because of a count of before, which no client can tell. */
  @ParameterizedTest
  @CsvSource({"rc11", "arm64"})
  void tables_are_not_linearizable_in_the_order_of_the_machine(String memory) {
    CommandRun run = run("check S68" + LOCK_FREE + memory + " --strict-histories");
    assertEquals(ExitStatus.VIOLATED, run.status(), run.out());
  }

  /** A strict history is replayed as one; as others are, it is one that clients can explain. */
  @Test
  void a_strict_trace_is_replayed(@TempDir Path folder) {
    String trace = folder.resolve("limits.trace").toString();
    CommandRun found = run("check S68" + LOCK_FREE + "rc11 --strict-histories --trace " + trace);
    assertEquals(ExitStatus.VIOLATED, found.status(), found.out());
    CommandRun strict = run("replay --strict-histories " + trace);
    assertTrue(strict.out().startsWith("REPRODUCED: "), strict.out());
    CommandRun other = run("replay " + trace);
    assertTrue(other.out().startsWith("NO VIOLATION: "), other.out() + other.err());
  }

  /** What is still readable is written as the step that stored it has it. */
  @Test
  void older_values_have_the_words_of_the_others() {
    CommandRun run =
        run("check S68 --variant lock-free -q --memory rc11 --strict-histories --export json -");
    assertEquals(ExitStatus.VIOLATED, run.status(), run.out());
    assertTrue(
        run.out()
            .replaceAll("\\s+", "")
            .contains("\"variable\":\"d1.shm_buf_count:pages\",\"value\":\"0x100000002\""),
        run.out());
    assertFalse(run.out().contains("4294967298"), run.out());
  }

  @ParameterizedTest
  @CsvSource({
    "S50, 'under arm64 2 needed, 6 not distinguished'",
    "S55, 'under arm64 2 not distinguished'"
  })
  void orderings(String id, String needs) {
    CommandRun run = run("orderings " + id + LOCK_FREE + "arm64");
    assertEquals(ExitStatus.VERIFIED, run.status(), run.out());
    assertEquals(needs, run.out().substring(run.out().indexOf("under")).strip());
  }

  @Test
  void the_page_of_a_suite_has_the_command_of_each_verdict(@TempDir Path folder)
      throws IOException {
    CommandRun.output(
        ExitStatus.VERIFIED, "suite", "S48", "--memory", "tso,arm64", "--html", folder.toString());
    String page = Files.readString(folder.resolve("index.html"));
    assertTrue(page.contains("--variant locked --memory tso --vcpus 2\""));
    assertTrue(page.contains("--mutant M-unordered-threads --memory arm64 --vcpus 2\""));
  }
}
