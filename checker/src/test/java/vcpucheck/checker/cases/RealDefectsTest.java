package vcpucheck.checker.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Options;
import vcpucheck.checker.Reductions;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.story.Explanation;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;

/** Real defects are found in each way of searching, and their fixes are verified. */
final class RealDefectsTest {
  static Stream<DefectiveCode> defects() {
    return Stream.of(
            LifetimeCases.all(), CheckThenActCases.all(), WaitingCases.all(), QueueCases.all())
        .flatMap(cases -> cases);
  }

  private static List<Options> searches() {
    Options defaults = Options.defaults();
    return List.of(
        defaults,
        defaults.with(Reductions.none()),
        defaults.with(Slab.Reuse.ANY).with(Options.Store.COLLAPSED),
        defaults.with(Options.Order.DFS),
        defaults.with(Options.Order.SWITCHES),
        defaults.withWorkers(2));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void a_defect_is_found_and_its_interleaving_can_be_followed(DefectiveCode defect) {
    for (Options options : searches()) {
      Checker checker = Checker.of(defect.model(false)).with(options);
      Verdict verdict = checker.run().verdict();
      Counterexample found =
          assertInstanceOf(Verdict.Violated.class, verdict, () -> options + "\n" + verdict)
              .counterexample();
      assertEquals(defect.property(), found.property(), options::toString);
      assertTrue(found.message().matches(defect.message()), found::message);
      Replay replay =
          checker.replay(found.schedule(), found.steps().stream().map(Step::operation).toList());
      assertEquals(
          Optional.of(new Replay.Violation(found.property(), found.message())),
          replay.violation(),
          options::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void a_fix_is_verified(DefectiveCode defect) {
    for (Options options : searches()) {
      Verdict verdict = Checker.of(defect.model(true)).with(options).run().verdict();
      assertInstanceOf(Verdict.Verified.class, verdict, () -> options + "\n" + verdict);
    }
  }

  private static List<Step> story(DefectiveCode defect) {
    Checker checker = Checker.of(defect.model(false));
    Counterexample found = checker.run().counterexample().orElseThrow();
    Explanation explanation =
        checker.explain(found.schedule(), new Replay.Violation(found.property(), found.message()));
    assertTrue(explanation.slice().size() < 40);
    return Story.of(found.steps(), explanation, Glossary.NONE).lines().stream()
        .map(Story.Line::step)
        .toList();
  }

  /** Without a word of a catalogue. */
  @ParameterizedTest
  @MethodSource("defects")
  void a_defect_is_told_in_a_few_lines(DefectiveCode defect) {
    List<Step> story = story(defect);
    assertTrue(!story.isEmpty() && story.size() <= 15, story::toString);
  }

  /** What a vCPU looks at last before it gives up, though nothing else there would be right. */
  @Test
  void a_story_tells_the_look_at_what_is_gone() {
    DefectiveCode gone =
        defects()
            .filter(defect -> defect.name().equals("pointer tested outside of the lock"))
            .findFirst()
            .orElseThrow();
    List<Step> story = story(gone);
    Step last = story.get(story.size() - 1);
    assertEquals("load (opaque) queues: null", last.operation() + ": " + last.value());
  }

  /** The page has a row for each defect, with the property that is violated. */
  @Test
  void the_page_lists_each_defect() throws IOException {
    UnaryOperator<String> cell = text -> text.replace("`", "").strip();
    Set<String> rows =
        Files.readAllLines(Path.of("CASES.md")).stream()
            .map(line -> line.split("\\|", -1))
            .filter(cells -> cells.length > 5)
            .map(cells -> cell.apply(cells[1]) + ": " + cell.apply(cells[4]))
            .collect(Collectors.toSet());
    List<String> missing =
        defects()
            .map(defect -> defect.name() + ": " + defect.property())
            .filter(row -> !rows.contains(row))
            .toList();
    assertEquals(List.of(), missing);
  }
}
