package vcpucheck.checker.report;

import java.util.List;
import java.util.Map;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.Outcome;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.compare.ScenarioComparison.Change;
import vcpucheck.checker.compare.Side;

/** A comparison for people: what changes, scenario by scenario, and what to look at. */
public final class ComparisonText {
  private static final int MOST_OUTCOMES = 4;

  private ComparisonText() {}

  public static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    text.append(comparison.from()).append(" -> ").append(comparison.to()).append(": ");
    text.append(comparison.verdict().text()).append("\n\n");
    for (Change change : Change.values()) {
      section(text, comparison, change);
    }
    text.append(counts(comparison)).append('\n');
    return text.toString();
  }

  private static void section(StringBuilder text, Comparison comparison, Change change) {
    List<ScenarioComparison> scenarios =
        comparison.with(change).stream()
            .filter(one -> change != Change.SAME || hasOutcomes(one))
            .toList();
    if (scenarios.isEmpty()) {
      return;
    }
    text.append(change == Change.SAME ? "same verdict, other outcomes" : change.text());
    text.append('\n');
    for (ScenarioComparison scenario : scenarios) {
      text.append("  ").append(title(scenario)).append('\n');
      text.append("    verdict   ").append(verdicts(scenario)).append('\n');
      scenario.to().reason().ifPresent(why -> text.append("    now       " + why + "\n"));
      text.append("    outcomes  ").append(outcomes(scenario)).append('\n');
      added(text, comparison, scenario);
    }
    text.append('\n');
  }

  private static boolean hasOutcomes(ScenarioComparison scenario) {
    return !scenario.added().isEmpty() || !scenario.removed().isEmpty();
  }

  static String title(ScenarioComparison scenario) {
    ScenarioComparison.Setting setting = scenario.setting();
    return setting.id()
        + " "
        + setting.scenario()
        + " ("
        + setting.variant()
        + ", "
        + Numbers.counted(setting.vcpus(), "vCPU")
        + (setting.isRelease() ? ", release build" : "")
        + ")";
  }

  static String verdicts(ScenarioComparison scenario) {
    return verdict(scenario.from()) + " -> " + verdict(scenario.to());
  }

  private static String verdict(Side side) {
    return side.word()
        + (side.violated().isEmpty() ? "" : ": " + String.join(", ", side.violated()));
  }

  static String outcomes(ScenarioComparison scenario) {
    return scenario.kept()
        + " kept, "
        + scenario.removed().size()
        + " removed, "
        + scenario.added().size()
        + " added; end states "
        + scenario.keptEnds()
        + " of "
        + scenario.from().ends().size()
        + " kept, "
        + (scenario.to().ends().size() - scenario.keptEnds())
        + " added"
        + (scenario.isComplete() ? "" : "; not everything was explored");
  }

  private static void added(
      StringBuilder text, Comparison comparison, ScenarioComparison scenario) {
    List<Outcome> unexpected = comparison.unexpected(scenario);
    unexpected.stream()
        .limit(MOST_OUTCOMES)
        .forEach(outcome -> text.append(added(scenario, outcome)));
    if (unexpected.size() > MOST_OUTCOMES) {
      text.append("    added     ").append(unexpected.size() - MOST_OUTCOMES).append(" more\n");
    }
  }

  private static String added(ScenarioComparison scenario, Outcome outcome) {
    StringBuilder text =
        new StringBuilder("    added     " + scenario.setting().id() + ":" + outcome.id() + "\n");
    for (Map.Entry<String, String> shown : nearestDifference(scenario, outcome).entrySet()) {
      text.append("              ").append(shown.getKey()).append(": ");
      text.append(shown.getValue()).append('\n');
    }
    return text.toString();
  }

  /** What is new in an outcome, beside the outcome of the other side that is most like it. */
  static Map<String, String> nearestDifference(ScenarioComparison scenario, Outcome outcome) {
    return scenario.from().outcomes().stream()
        .map(outcome::differenceFrom)
        .min((one, other) -> Integer.compare(one.size(), other.size()))
        .orElse(outcome.shown());
  }

  static String counts(Comparison comparison) {
    StringBuilder text = new StringBuilder(comparison.scenarios().size() + " compared: ");
    for (Change change : Change.values()) {
      text.append(comparison.with(change).size()).append(' ').append(change.text()).append(", ");
    }
    long added =
        comparison.scenarios().stream().mapToLong(one -> comparison.unexpected(one).size()).sum();
    return text.append(added).append(" outcomes added that are not allowed").toString();
  }
}
