package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.terminal.Interruption;

/** Searches that are stopped and go on, as users see them. */
final class CheckpointCommandTest {
  private static final String[] COUNTER = {"check", "counter", "--vcpus", "3"};

  @TempDir private Path directory;
  private String file = "";

  @BeforeEach
  void name() {
    file = directory.resolve("saved").toString();
  }

  private static Run check(String[] command, String... options) {
    return check(new Interruption(), command, options);
  }

  private static Run check(Interruption interruption, String[] command, String... options) {
    return Run.of(
        interruption,
        Stream.concat(Arrays.stream(command), Arrays.stream(options)).toArray(String[]::new));
  }

  private boolean isSaved() {
    return Files.exists(Path.of(file));
  }

  private Run saveSome() {
    return check(COUNTER, "--limit-states", "500", "--checkpoint", file);
  }

  private static String withoutHint(Run run) {
    return run.report().substring(0, run.report().indexOf("\nGo on with"));
  }

  @Test
  void a_report_tells_how_to_go_on_and_so_one_can() {
    Run some = saveSome();
    assertEquals(ExitStatus.INCOMPLETE, some.status());
    String command = "vcpucheck check counter --vcpus 3 --resume " + file;
    assertTrue(some.out().endsWith("\nGo on with\n  " + command + "\n"), some.out());
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    Run resumed = Run.of(words.subList(1, words.size()).toArray(String[]::new));
    assertEquals(ExitStatus.VERIFIED, resumed.status());
    assertEquals(check(COUNTER).report(), resumed.report());
    assertFalse(isSaved(), "a checkpoint goes when the verdict is there");
  }

  @Test
  void a_resumed_search_is_saved_to_the_same_file() {
    saveSome();
    Run more = check(COUNTER, "--limit-states=1000", "--resume=" + file);
    assertEquals(ExitStatus.INCOMPLETE, more.status());
    assertEquals(check(COUNTER, "--limit-states=1000").report(), withoutHint(more));
    assertTrue(more.out().contains("\nGo on with\n  vcpucheck check counter --vcpus 3 --resume "));
    assertEquals(check(COUNTER).report(), check(COUNTER, "--resume", file).report());
  }

  @Test
  void an_interruption_saves() {
    Interruption interruption = new Interruption();
    interruption.request();
    Run some = check(interruption, COUNTER, "--checkpoint", file);
    assertEquals(ExitStatus.INCOMPLETE, some.status());
    assertEquals(check(COUNTER).report(), check(COUNTER, "--resume", file).report());
  }

  @Test
  void an_interrupted_search_for_the_shortest_counterexample_goes_on() {
    String[] treiber = {"check", "treiber"};
    Run whole = check(treiber);
    Run run = check(treiber, "--limit-states", "10", "--checkpoint", file);
    while (run.status() == ExitStatus.INCOMPLETE) {
      Interruption interruption = new Interruption();
      interruption.request();
      run = check(interruption, treiber, "--resume", file);
    }
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(run.out().contains("\nGo on with\n"), run.out());
    Run shortest = check(treiber, "--resume", file);
    assertEquals(counterexample(whole), counterexample(shortest));
    assertFalse(isSaved());
  }

  private static String counterexample(Run run) {
    String report = run.report();
    return report.substring(report.indexOf("Counterexample: "), report.indexOf("Keep and replay"));
  }

  @Test
  void a_verdict_at_once_leaves_no_checkpoint() {
    Run run = check(COUNTER, "--checkpoint", file, "--checkpoint-every", "1ms");
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertEquals("", run.err());
    assertEquals(check(COUNTER).report(), run.report());
    assertFalse(isSaved());
  }

  @Test
  void where_nothing_can_be_written_the_search_goes_on() throws IOException {
    saveSome();
    byte[] before = Files.readAllBytes(Path.of(file));
    Files.createDirectories(directory.resolve(".saved.new").resolve("in the way"));
    Run run = check(COUNTER, "--limit-states", "1000", "--resume", file);
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(
        run.err()
            .startsWith(
                "vcpucheck: the checkpoint could not be written: file=" + file + ", error="),
        run.err());
    assertTrue(
        run.err().endsWith("; the search goes on, and the last checkpoint stays\n"), run.err());
    assertEquals(check(COUNTER, "--limit-states", "1000").report(), withoutHint(run));
    assertTrue(Arrays.equals(before, Files.readAllBytes(Path.of(file))));
  }

  private static void assertRefused(String sentence, Run run) {
    assertEquals(new Run(ExitStatus.USAGE, "", "vcpucheck: " + sentence + "\n"), run);
  }

  @Test
  void a_file_that_is_there_is_not_replaced() {
    saveSome();
    assertRefused(
        "--checkpoint must name a new file: --checkpoint="
            + file
            + " exists; go on from it with --resume "
            + file
            + ", or remove it",
        saveSome());
  }

  @Test
  void what_is_not_there_cannot_be_resumed() {
    assertRefused(
        "--resume must name a file that --checkpoint wrote: --resume="
            + file
            + "; to begin, use --checkpoint "
            + file,
        check(COUNTER, "--resume", file));
  }

  @Test
  void options_that_do_not_go_together() {
    assertRefused(
        "--checkpoint and --resume must not be given together: --checkpoint=a, --resume=b; --resume"
            + " alone goes on and saves to its own file",
        check(COUNTER, "--checkpoint", "a", "--resume", "b"));
    assertRefused(
        "--checkpoint-every must go with --checkpoint or --resume: --checkpoint-every=5m; add"
            + " --checkpoint FILE",
        check(COUNTER, "--checkpoint-every", "5m"));
    assertRefused(
        "--checkpoint and --resume must go with --order bfs: other searches cannot be saved; leave"
            + " --order out",
        check(COUNTER, "--checkpoint", file, "--order", "dfs"));
    assertRefused(
        "--checkpoint-every must be a time like 500ms, 30s, 5m or 1h30m: --checkpoint-every=often",
        check(COUNTER, "--checkpoint", file, "--checkpoint-every", "often"));
  }

  @ParameterizedTest
  @CsvSource({
    "--store fingerprint, store, exact, fingerprint",
    "--build release, build, debug, release",
    "--no-blocks, reductions, blocks and symmetry and heap symmetry, symmetry and heap symmetry",
    "--no-validate, validate, true, false",
    "--count-up-to 0, counted states, 2000000, 0"
  })
  void other_options_are_refused(String option, String fact, String there, String here) {
    saveSome();
    Run run = check(COUNTER, (option + " --resume " + file).split(" ", -1));
    assertRefused(
        "a checkpoint must be of the same check: file="
            + file
            + ", "
            + fact
            + " there="
            + there
            + ", here="
            + here
            + "; give the scenario and the options that it was begun with",
        run);
  }

  @Test
  void another_scenario_is_refused() {
    saveSome();
    assertRefused(
        "a checkpoint must be of the same check: file="
            + file
            + ", subject there=T04 counter on old (plain, 3 vCPUs) under sc, here=T01 peterson on"
            + " old (plain, 2 vCPUs) under sc; give the scenario and the options that it was begun"
            + " with",
        check(new String[] {"check", "peterson"}, "--resume", file));
  }

  @Test
  void a_damaged_checkpoint_is_refused() throws IOException {
    saveSome();
    byte[] whole = Files.readAllBytes(Path.of(file));
    for (int part = 0; part < 40; part++) {
      byte[] damaged = whole.clone();
      int at = (int) ((long) whole.length * part / 40);
      damaged[at] ^= 4;
      Files.write(Path.of(file), part % 2 == 0 ? damaged : Arrays.copyOf(whole, at));
      Run run = check(COUNTER, "--resume", file);
      assertEquals(ExitStatus.USAGE, run.status(), run.err());
      assertEquals("", run.out());
      assertEquals(1, run.err().lines().count(), run.err());
      assertTrue(run.err().startsWith("vcpucheck: a checkpoint must be "), run.err());
    }
  }
}
