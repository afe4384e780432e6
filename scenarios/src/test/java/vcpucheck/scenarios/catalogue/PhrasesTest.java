package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import vcpucheck.checker.Checker;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.catalogue.Glossary.Phrase;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.story.Explanation;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Step;

/** Phrases say what code does, not what one scenario is about. */
final class PhrasesTest {
  /** Whose stories are told in all phrases, and which are found in a few seconds. */
  private static final Set<String> SCENARIOS =
      Set.of(
          "S05", "S06", "S11", "S14", "S18", "S23", "S24", "S28", "S32", "S37", "S40", "S42", "S56",
          "S57", "S58", "S59", "S65", "S68", "S70", "S78", "S81");

  private static final List<Phrase> PHRASES = new OpteeCatalogue().glossary().phrases();

  @Test
  void each_is_part_of_the_stories_of_at_least_two_scenarios() {
    Map<Phrase, Set<String>> told = new HashMap<>();
    for (Scenario scenario : new OpteeCatalogue().scenarios()) {
      if (SCENARIOS.contains(scenario.id())) {
        phrases(scenario)
            .forEach(
                phrase -> told.computeIfAbsent(phrase, any -> new TreeSet<>()).add(scenario.id()));
      }
    }
    assertEquals(
        List.of(),
        PHRASES.stream()
            .filter(phrase -> told.getOrDefault(phrase, Set.of()).size() < 2)
            .map(phrase -> phrase.text() + ": " + told.get(phrase))
            .toList());
  }

  /** The phrases of the lines of a story. */
  private static List<Phrase> phrases(Scenario scenario) {
    Checker checker = Checker.of(scenario.model(violated(scenario)));
    Counterexample found = checker.run().counterexample().orElseThrow();
    Explanation explanation =
        checker.explain(found.schedule(), new Replay.Violation(found.property(), found.message()));
    return Story.of(found.steps(), explanation, new OpteeCatalogue().glossary()).lines().stream()
        .map(line -> line.steps().stream().map(found.steps()::get).map(PhrasesTest::phrase))
        .map(phrases -> phrases.flatMap(Optional::stream).findFirst())
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Phrase> phrase(Step step) {
    return PHRASES.stream()
        .filter(
            phrase ->
                new Glossary(List.of(phrase), List.of())
                    .phrase(step.function(), step.operation(), step.value())
                    .isPresent())
        .findFirst();
  }

  /** What violates the scenario, of Xen 4.13 if that does. */
  private static Configuration violated(Scenario scenario) {
    return scenario.expectations().stream()
        .filter(one -> one.isOf(VerdictKind.VIOLATED) && !one.release())
        .filter(Expectation::isSequential)
        .map(Expectation::configuration)
        .min(Comparator.comparing(one -> !one.revision().equals("xen-4.13")))
        .orElseThrow();
  }
}
