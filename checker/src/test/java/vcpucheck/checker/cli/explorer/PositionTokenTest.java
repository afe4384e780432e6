package vcpucheck.checker.cli.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.walk.WalkedStep;

final class PositionTokenTest {
  private static final Form FORM =
      new Form(
          "S01",
          new Configuration("xen-4.22+ONE~OTHER", "lock-free", Optional.of("M-a+M-b"), 3),
          MemoryModel.ARM64,
          Options.Build.RELEASE);

  private static WalkedStep step(int vcpu, int alternative, String operation) {
    return new WalkedStep(
        new Step(vcpu, "", operation, "1", "", ""),
        alternative,
        List.of(),
        Optional.empty(),
        List.of());
  }

  private static final List<WalkedStep> STEPS =
      List.of(
          step(0, 0, "load a"),
          step(0, 0, "load b"),
          step(0, 2, "alloc node"),
          step(11, 0, "store a"));

  @Test
  void a_token_is_read_as_it_was_written() {
    String token = PositionToken.of(FORM, STEPS);
    PositionToken read = PositionToken.parse(token);
    assertEquals(FORM, read.form());
    assertEquals(
        new Schedule(
            STEPS.stream()
                .map(step -> new Schedule.Choice(step.step().vcpu(), step.alternative()))
                .toList()),
        read.schedule());
    assertEquals(OptionalInt.empty(), read.firstChange(STEPS));
    assertEquals(
        "1:S01:xen-4.22+ONE~OTHER:lock-free,3,arm64,release,M-a+M-b:0x2-0a2x1-11x1:",
        token.substring(0, token.lastIndexOf(':') + 1));
  }

  @Test
  void the_start_has_no_runs() {
    String token = PositionToken.of(FORM, List.of());
    assertEquals("::", token.substring(token.length() - 2));
    assertEquals(Schedule.EMPTY, PositionToken.parse(token).schedule());
  }

  @Test
  void a_change_is_noticed_with_the_run_that_it_is_in() {
    PositionToken token = PositionToken.parse(PositionToken.of(FORM, STEPS));
    for (int changed = 0; changed < STEPS.size(); changed++) {
      List<WalkedStep> now = new ArrayList<>(STEPS);
      WalkedStep was = STEPS.get(changed);
      now.set(changed, step(was.step().vcpu(), was.alternative(), "store c"));
      assertEquals(OptionalInt.of(changed < 2 ? 0 : changed), token.firstChange(now));
    }
  }

  @Test
  void a_token_without_digits_compares_nothing() {
    PositionToken token = PositionToken.parse("1:S01:r:v,2,sc,debug:0x2-0a2x1-11x1:");
    assertEquals(OptionalInt.empty(), token.firstChange(STEPS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | bad-token | a position must begin with 1: and have 6 parts: found=
          2:S01:r:v,2,sc,debug:: | bad-token | a position must begin with 1: and have 6 parts: found=2:S01:r:v,2,sc,debug::
          1:S01:r:v,2,sc:: | bad-token | a position must name variant, vCPUs, memory model and build: found=v,2,sc
          1:S01:r:v,0,sc,debug:: | bad-token | a position must have 1 to 64 vCPUs: found=0
          1:S01:r:v,x,sc,debug:: | bad-token | a position must have 1 to 64 vCPUs: found=x
          1:S01:r:v,2,pso,debug:: | bad-token | a position must name a memory model and a build that there are: found=pso
          1:S01:r:v,2,sc,fast:: | bad-token | a position must name a memory model and a build that there are: found=fast
          1:S01:r:v,2,sc,debug:0x: | bad-token | a position must have runs like 0x131 or 1a2x1: found=0x
          1:S01:r:v,2,sc,debug:0x1-: | bad-token | a position must have runs like 0x131 or 1a2x1: found=
          1:S01:r:v,2,sc,debug:0x1:12 | bad-token | a position must end with 4 hexadecimal digits for each run, or none: found=12
          1:S01:r:v,2,sc,debug:0x1:12345678 | bad-token | a position must end with 4 digits for each of its 1 runs: found=12345678
          1:S01:r:v,2,sc,debug:0x9999-1x2: | token-too-long | a position must be at most 10000 steps from the start
          """)
  void what_is_no_token_is_refused_with_a_sentence(String text, String kind, String sentence) {
    Problem problem = assertThrows(Problem.class, () -> PositionToken.parse(text));
    assertEquals(kind, problem.kind().word());
    assertEquals(sentence, problem.sentence());
  }

  @Test
  void a_long_token_is_refused_before_it_is_read() {
    Problem problem = assertThrows(Problem.class, () -> PositionToken.parse("1".repeat(8_193)));
    assertEquals(414, problem.kind().status());
  }
}
