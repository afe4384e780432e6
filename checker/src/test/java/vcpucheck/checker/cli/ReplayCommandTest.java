package vcpucheck.checker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.fixtures.Golden;

final class ReplayCommandTest {
  @TempDir Path directory = Path.of("");

  private Path trace(String scenario) {
    Path file = directory.resolve(scenario + ".trace");
    Run run = Run.of("check", scenario, "--no-reduction", "--trace", file.toString());
    assertEquals(ExitStatus.VIOLATED, run.status(), run.err());
    assertTrue(
        run.out().endsWith("\nReplay it with\n  vcpucheck replay " + file + "\n"), run.out());
    return file;
  }

  private Run edited(String scenario, String from, String to) throws IOException {
    Path file = trace(scenario);
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
    return Run.of("replay", file.toString(), "--width", "400");
  }

  private void assertRefused(String sentence, Run run) {
    assertEquals(ExitStatus.USAGE, run.status());
    assertEquals("vcpucheck: " + sentence + "\n", run.err().replace(directory + "/", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"peterson", "philosophers", "treiber", "spinner"})
  void a_trace_ends_in_its_violation(String scenario) {
    Run run = Run.of("replay", trace(scenario).toString());
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertEquals("", run.err());
    assertTrue(run.firstLine().startsWith("REPRODUCED: "), run.out());
  }

  @Test
  void a_replay_shows_the_steps() throws IOException {
    Golden.check("replay.txt", Run.of("replay", trace("peterson").toString()).out());
  }

  @Test
  void a_trace_file_is_readable() throws IOException {
    Golden.check("peterson.trace", Files.readString(trace("peterson")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"peterson", "treiber", "spinner"})
  void on_a_repaired_revision_it_is_told_where_a_trace_no_longer_applies(String scenario)
      throws IOException {
    Run run = Run.of("replay", trace(scenario).toString(), "--revision", "new");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(run.firstLine().startsWith("DIVERGED: "), run.out());
    assertTrue(run.firstLine().endsWith(", which proves nothing"), run.out());
    assertEquals("", run.err());
    Golden.check("replay-new-" + scenario + ".txt", run.out());
  }

  @Test
  void on_another_revision_that_is_no_better_the_violation_is_found() {
    Run run = Run.of("replay", trace("philosophers").toString(), "--revision", "newest");
    assertEquals(ExitStatus.VIOLATED, run.status());
  }

  @Test
  void a_trace_that_its_own_code_does_not_follow_proves_nothing() throws IOException {
    Run run =
        edited(
            "peterson",
            "interested1\",\"value\":\"1\",\"source\":\"Peterson.java:50",
            "interest\",\"value\":\"1\",\"source\":\"Peterson.java:50");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertEquals(
        "DIVERGED: T01 peterson on old (plain, 2 vCPUs), at step 3 of 9, which proves nothing",
        run.firstLine());
    assertTrue(
        run.out()
            .contains(
                "the trace applies up to step 2; at step 3 it has vcpu1 do \"store (volatile)"
                    + " interest\", but there the vCPU wants to do \"store (volatile)"
                    + " interested1\".\nThe code has changed"),
        run.out());
  }

  /** The steps before the last one do no harm. */
  @Test
  void a_trace_that_is_followed_to_its_end_without_a_violation_is_told_apart() throws IOException {
    Path file = trace("peterson");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int last = lines.size() - 3;
    lines.remove(last);
    String before = lines.get(last - 1);
    lines.set(last - 1, before.substring(0, before.length() - 1));
    Files.write(file, lines);
    Run run = Run.of("replay", file.toString());
    assertEquals(ExitStatus.VERIFIED, run.status());
    assertEquals(
        "NO VIOLATION: T01 peterson on old (plain, 2 vCPUs), followed to the end of the trace, 8"
            + " steps",
        run.firstLine());
  }

  @Test
  void what_repeats_for_ever_is_checked() throws IOException {
    Run run = Run.of("replay", trace("spinner").toString());
    assertTrue(run.out().contains("repeats for ever.\n"), run.out());
    Run other = edited("spinner", "\"after\":2,\"first\":3", "\"after\":1,\"first\":2");
    assertEquals(ExitStatus.VIOLATED, other.status());
    assertTrue(other.out().contains("repeat for ever: that is not so.\n"), other.out());
    assertRefused(
        "what repeats for ever must be steps of the trace, after the violation: after=2, first=9,"
            + " steps=3; was it edited? (file=spinner.trace)",
        edited("spinner", "\"first\":3", "\"first\":9"));
  }

  @Test
  void a_trace_with_an_impossible_alternative_diverges() throws IOException {
    Run run =
        edited("philosophers", "\"vcpu\":1,\"alternative\":0", "\"vcpu\":1,\"alternative\":1");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(
        run.out()
            .contains(
                "at step 1 it has philosopher1 do \"lock fork1\", but that is not possible there:"
                    + " the vCPU would have to wait, or has not that many alternatives."),
        run.out());
  }

  @Test
  void another_property_is_told() throws IOException {
    Run run = edited("peterson", "\"mutual-exclusion\"", "\"no-leak\"");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertEquals(
        "OTHER VIOLATION: T01 peterson on old (plain, 2 vCPUs) violates mutual-exclusion, not"
            + " no-leak as in the trace",
        run.firstLine());
  }

  @Test
  void another_value_is_told() throws IOException {
    Run run = edited("peterson", "0 -> 1", "7 -> 8");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(
        run.out()
            .contains(
                "\n  Values differ from step 5 on: the trace has \"7 -> 8\", now it is \"0 ->"
                    + " 1\".\n"),
        run.out());
  }

  @Test
  void another_version_is_refused() throws IOException {
    assertRefused(
        "the trace must be of format version 1 to 2: vcpucheckTrace=3; replay it with the vcpucheck"
            + " that wrote it, or find it again with check --trace (file=peterson.trace)",
        edited("peterson", "\"vcpucheckTrace\": 2", "\"vcpucheckTrace\": 3"));
  }

  /** As 1.0.0 wrote it before violations went on for ever: without that. */
  @ParameterizedTest
  @ValueSource(strings = {"peterson", "philosophers", "treiber", "spinner"})
  void the_first_version_is_read(String scenario) throws IOException {
    Path file = trace(scenario);
    String text =
        Files.readString(file)
            .replace("\"vcpucheckTrace\": 2", "\"vcpucheckTrace\": 1")
            .replaceFirst("  \"endless\": .*\n", "");
    assertFalse(text.contains("endless"), text);
    Files.writeString(file, text);
    Run run = Run.of("replay", file.toString());
    assertEquals(ExitStatus.VIOLATED, run.status(), run.err());
    assertTrue(run.out().startsWith("REPRODUCED: "), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "tool" | "toll", | a trace must be whole, valid JSON: it is not at line 3, column 9 of it; was it truncated or edited? (file=peterson.trace)
          "scenario": "peterson" | "scenario": "petersen" | the scenario must be in the catalogue: scenario=petersen; did you mean peterson?
          "revision": "old" | "revision": "odl" | the revision must be one of old, new, newest: revision=odl; did you mean old?
          "memory": "sc" | "memory": "power" | the memory must be one of sc, tso, rc11, arm64: memory=power
          "build": "debug" | "build": "fast" | the build of a trace is debug or release: build=fast; was it edited? (file=peterson.trace)
          "vcpuCount": 2 | "vcpuCount": "2" | a field of the trace must be a whole number: field=vcpuCount, value="2"; was it edited? (file=peterson.trace)
          "steps" | "stops" | a field of the trace must be a list: field=steps, value=none; was it edited? (file=peterson.trace)
          "vcpus": ["vcpu0", | "vcpus": [0, | a field of the trace must be a list of texts: field=vcpus, value=[0,"vcpu1"]; was it edited? (file=peterson.trace)
          "vcpus": ["vcpu0","vcpu1"] | "vcpus": ["vcpu0"] | a choice must name a vCPU of the trace and one of its alternatives: step=2, vcpu=1, alternative=0, vcpus=1; was it edited? (file=peterson.trace)
          "label":"0","operation":"add | "operation":"add | a field of the trace must be text: field=steps[4].label, value=none; was it edited? (file=peterson.trace)
          """)
  void an_edited_trace_is_refused(String from, String to, String sentence) throws IOException {
    assertRefused(sentence, edited("peterson", from, to));
  }

  @Test
  void a_truncated_trace_is_refused_wherever_it_ends() throws IOException {
    Path file = trace("peterson");
    String text = Files.readString(file).stripTrailing();
    for (int length = 0; length < text.length(); length += 7) {
      Files.writeString(file, text.substring(0, length));
      Run run = Run.of("replay", file.toString());
      assertEquals(ExitStatus.USAGE, run.status());
      assertEquals(1, run.err().lines().count(), run.err());
    }
  }

  @Test
  void what_is_no_trace_is_refused() throws IOException {
    Files.write(directory.resolve("x"), new byte[] {(byte) 0x80, 0, (byte) 0xff});
    assertEquals(ExitStatus.USAGE, Run.of("replay", directory.resolve("x").toString()).status());
    Files.writeString(directory.resolve("y"), "[1]");
    assertRefused(
        "a trace is a JSON object with a field vcpucheckTrace: this is something else (file=y)",
        Run.of("replay", directory.resolve("y").toString()));
    assertRefused(
        "the trace must exist: file=z; check writes one with --trace",
        Run.of("replay", directory.resolve("z").toString()));
    assertEquals(
        "vcpucheck: the trace must be readable: file=" + directory + "\n",
        Run.of("replay", directory.toString()).err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"peterson", "philosophers", "treiber"})
  void threads_reproduce_what_was_found(String scenario) {
    Run run = Run.of("replay", trace(scenario).toString(), "--native");
    assertEquals(ExitStatus.VIOLATED, run.status());
    assertTrue(run.firstLine().startsWith("REPRODUCED: "), run.out());
  }

  @Test
  void threads_tell_where_other_code_differs() {
    Run run = Run.of("replay", trace("peterson").toString(), "--native", "--revision", "new");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(run.firstLine().startsWith("DIVERGED: T01 peterson on threads, at step "));
    assertTrue(run.out().contains("the trace has \""), run.out());
  }

  @Test
  void threads_wait_before_a_step_until_enter_is_pressed() {
    String trace = trace("peterson").toString();
    InputStream usual = System.in;
    ByteArrayInputStream typed = new ByteArrayInputStream("waited\nmore".getBytes(UTF_8));
    System.setIn(typed);
    try {
      Run run = Run.of("replay", trace, "--native", "--suspend", "3");
      assertTrue(run.firstLine().startsWith("REPRODUCED: "), run.out());
      assertTrue(
          run.err().matches("vcpucheck: thread vcpu[01] waits before step 3, (?s:.*)Enter\n"),
          run.err());
    } finally {
      System.setIn(usual);
    }
    assertEquals("more".length(), typed.available());
  }

  @Test
  void a_trace_that_diverged_goes_on() {
    String peterson = trace("peterson").toString();
    Run run = Run.of("replay", peterson, "--revision", "new", "--go-on", "1000");
    assertEquals(ExitStatus.INCOMPLETE, run.status());
    assertTrue(
        run.firstLine().endsWith("proves nothing; gone on from there, no violation is found"),
        run.out());
    assertTrue(run.out().contains("nor does any other way"), run.out());
    assertEquals(
        "vcpucheck: --go-on must be a whole number from 1: --go-on=0\n",
        Run.of("replay", peterson, "--go-on", "0").err());
    Run same = Run.of("replay", peterson, "--go-on", "1000");
    assertEquals(Run.of("replay", peterson).out(), same.out());
  }

  @Test
  void what_threads_cannot_do_is_refused() {
    String peterson = trace("peterson").toString();
    assertEquals(
        "vcpucheck: --suspend must name a step of the trace: --suspend=10, steps=9\n",
        Run.of("replay", peterson, "--native", "--suspend", "10").err());
    assertTrue(Run.of("replay", peterson, "--suspend", "1").err().contains("add --native"));
    assertTrue(Run.of("replay", peterson, "--native", "--go-on", "9").err().contains("--go-on"));
    assertTrue(Run.of("replay", peterson, "--native", "--full").err().contains("leave out --full"));
    String spinner = trace("spinner").toString();
    assertTrue(Run.of("replay", spinner, "--native").err().contains("endless=true"));
  }
}
