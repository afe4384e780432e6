package vcpucheck.checker.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.fixtures.PageTeardown;
import vcpucheck.checker.fixtures.WithdrawnRequest;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;

/** Bugs of published code, told without a glossary. */
final class KnownBugsTest {
  /** The lines, and between them where a vCPU is preempted. */
  private static List<String> story(Model model) {
    Checker checker = Checker.of(model);
    Counterexample found = checker.run().counterexample().orElseThrow();
    Explanation explanation =
        checker.explain(found.schedule(), new Replay.Violation(found.property(), found.message()));
    Story story = Story.of(found.steps(), explanation, Glossary.NONE);
    List<String> told = new ArrayList<>();
    int next = 0;
    for (Preemption preemption : explanation.preemptions()) {
      while (story.lines().get(next).first() <= preemption.after()) {
        told.add(text(found, story.lines().get(next++)));
      }
      told.add(found.vcpus().get(preemption.vcpu()) + " is preempted: " + preemption.window());
    }
    story.lines().stream().skip(next).map(line -> text(found, line)).forEach(told::add);
    return told;
  }

  private static String text(Counterexample found, Story.Line line) {
    String value = Story.result(line.step());
    return found.vcpus().get(line.vcpu())
        + " "
        + line.step().operation()
        + (value.isEmpty() ? "" : ": " + value);
  }

  @Test
  void a_withdrawn_request_is_told_as_taken_freed_and_answered() {
    assertEquals(
        List.of(
            "client alloc request: request#0",
            "client store queue: request#0",
            "client store (release) posted: 1",
            "client is preempted: 5",
            "server wait for (acquire) posted: 1",
            "server load queue: request#0",
            "server store queue: null",
            "server is preempted: 5",
            "client load queue: null",
            "client free request#0",
            "server store request#0.answer"),
        story(new WithdrawnRequest(false)));
  }

  @Test
  void a_page_in_teardown_is_told_as_dropped_and_still_listed() {
    assertEquals(
        List.of(
            "guest add-unless (volatile) page.references: 1 -> 2",
            "guest add (volatile) page.references: 2 -> 1",
            "guest add (volatile) page.references: 1 -> 0",
            "guest is preempted: 1",
            "teardown add-unless (volatile) page.references: 0"),
        story(new PageTeardown(false)));
  }

  static Stream<Arguments> repaired() {
    return Stream.of(
        Arguments.of(new WithdrawnRequest(true)), Arguments.of(new PageTeardown(true)));
  }

  @ParameterizedTest
  @MethodSource("repaired")
  void repaired_code_is_verified(Model model) {
    assertInstanceOf(Verdict.Verified.class, Checker.of(model).run().verdict());
  }
}
