package vcpucheck.checker.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.compare.ScenarioComparison.Change;
import vcpucheck.checker.fixtures.ToyScenario;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.comparison.ComparisonMarkdown;
import vcpucheck.checker.report.comparison.ComparisonText;
import vcpucheck.checker.trace.Replay;

/** All that two forms do wrong, compared. */
final class AllViolationsComparedTest {
  /** Code that may go wrong in one way at two lines; the candidate at one of them more, or less. */
  private static Model failing(String form) {
    return memory -> {
      IntCell flag = memory.intCell("flag", 0);
      Runnable body =
          () -> {
            boolean isEarly = flag.get() == 0;
            memory.expect(!isEarly || form.equals("late"), "right", "it is wrong");
            boolean isLate = flag.get() == 1;
            memory.expect(!isLate || form.equals("early"), "right", "it is wrong");
          };
      return Program.of(List.of(Vcpu.of("one", body), Vcpu.of("other", () -> flag.set(1))));
    };
  }

  private static ScenarioComparison compare(String from, String to) {
    ToyScenario scenario =
        new ToyScenario(
            "T2", "lines", "fails", "a textbook", List.of(), List.of(), c -> failing(c.revision()));
    Options options = Options.defaults();
    return new Comparer(options, options.limits(), Set.of(Comparer.Question.VIOLATIONS))
        .compare(scenario, ComparerTest.forms(from, to), ProgressListener.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "early, early, SAME",
    "early, both, OTHER_VIOLATION",
    "early, late, OTHER_VIOLATION",
    "both, early, SAME",
  })
  void another_line_is_another_violation(String from, String to, Change change) {
    ScenarioComparison one = compare(from, to);
    assertEquals(change, one.change());
    String mail = ComparisonMarkdown.of(ComparerTest.comparison(one), Glossary.NONE);
    String line = "Violated by " + from + ": right at AllViolationsComparedTest.java:";
    assertTrue(mail.replaceAll("\\s+", " ").contains(line), mail);
    assertTrue(mail.contains("### " + (change == Change.SAME ? "same verdict" : change.text())));
  }

  @Test
  void each_counterexample_is_walked_on_the_other_form() {
    ScenarioComparison one = compare("both", "early");
    Map<String, Replay.Outcome> outcomes = new TreeMap<>(AccessSite.BY_LINE);
    one.retraces()
        .forEach(retrace -> outcomes.put(retrace.found().lastSource(), retrace.outcome()));
    assertEquals(2, outcomes.size(), outcomes.toString());
    assertEquals(Replay.Outcome.REPRODUCED, List.copyOf(outcomes.values()).get(0));
    assertNotEquals(Replay.Outcome.REPRODUCED, List.copyOf(outcomes.values()).get(1));
    String text = ComparisonText.of(ComparerTest.comparison(one), new TextStyle(false, 160));
    assertTrue(text.contains("\n    replay    the counterexample's "), text);
    assertTrue(text.contains("\n    replay    of right at AllViolationsComparedTest.java:"), text);
  }
}
