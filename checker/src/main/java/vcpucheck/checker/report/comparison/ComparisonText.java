package vcpucheck.checker.report.comparison;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.Outcome;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.compare.ScenarioComparison.Change;
import vcpucheck.checker.compare.Side;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.WordWrap;

/** A comparison for people: what changes, scenario by scenario, and what to look at. */
public final class ComparisonText {
  private static final int MOST_OUTCOMES = 4;

  private ComparisonText() {}

  /** The comparison as text. */
  public static String of(Comparison comparison, TextStyle style) {
    StringBuilder text = new StringBuilder(headline(comparison)).append('\n');
    for (Change change : Change.values()) {
      section(text, comparison, change, style);
    }
    notCompared(text, comparison, style.width());
    parts(text, comparison, style.width());
    observed(text, comparison, style.width());
    comparison
        .recorded()
        .map(traces -> RecordedText.of(traces, comparison.parts(), style.width()))
        .ifPresent(text::append);
    NeedLines.of(comparison).forEach(line -> text.append(line.text(style.width())));
    cutShort(comparison).ifPresent(line -> text.append(WordWrap.hanging("", line, style.width())));
    notChecked(comparison)
        .ifPresent(line -> text.append(WordWrap.hanging("", line, style.width())));
    return text.append(WordWrap.hanging("", counts(comparison) + ".", style.width())).toString();
  }

  /** The verdict, in a line of its own. */
  public static String headline(Comparison comparison) {
    return comparison.verdict().word().toUpperCase(Locale.ROOT)
        + ": "
        + comparison.from()
        + " -> "
        + comparison.to()
        + (isUsual(comparison) ? "" : " (" + models(comparison) + ")")
        + ", "
        + comparison.meaning()
        + "\n";
  }

  private static void section(
      StringBuilder text, Comparison comparison, Change change, TextStyle style) {
    int width = style.width();
    List<ScenarioComparison> scenarios = shown(comparison, change);
    if (scenarios.isEmpty()) {
      return;
    }
    text.append(heading(change)).append('\n');
    for (ScenarioComparison scenario : scenarios) {
      text.append("  ").append(title(scenario)).append('\n');
      text.append(fact("verdict", verdicts(scenario), width));
      scenario.to().reason().ifPresent(why -> text.append(fact("now", why, width)));
      text.append(fact("outcomes", outcomes(scenario), width));
      ComparisonDetails.windows(scenario)
          .forEach(window -> text.append(fact("window", window, width)));
      ComparisonDetails.violations(scenario)
          .forEach(line -> text.append(fact("violated", line, width)));
      ComparisonDetails.costs(scenario).forEach(line -> text.append(fact("cost", line, width)));
      ComparisonDetails.moves(scenario, style.words())
          .forEach(line -> text.append(fact("moved", line, width)));
      ComparisonDetails.retraces(scenario)
          .forEach(line -> text.append(fact("replay", line, width)));
      List<OutcomeLines.Line> outcomes = OutcomeLines.of(scenario, style.words());
      outcomes.forEach(line -> text.append(fact(line.word(), line.text(), width)));
      if (outcomes.isEmpty()) {
        added(text, comparison, scenario, style);
      }
    }
    text.append('\n');
  }

  private static String fact(String name, String value, int width) {
    return WordWrap.hanging(String.format(Locale.ROOT, "    %-10s", name), value, width);
  }

  /** Above the scenarios with a change. */
  static String heading(Change change) {
    return change == Change.SAME ? "same verdict" : change.text();
  }

  /** The scenarios with a change that are told of: of those with none, where there is news. */
  static List<ScenarioComparison> shown(Comparison comparison, Change change) {
    return comparison.with(change).stream()
        .filter(one -> change != Change.SAME || isNews(one))
        .toList();
  }

  /** Whether something changes beside the verdict, or was asked about. */
  private static boolean isNews(ScenarioComparison scenario) {
    return !scenario.added().isEmpty()
        || !scenario.removed().isEmpty()
        || OutcomeLines.isAsked(scenario)
        || !ComparisonDetails.windows(scenario).isEmpty()
        || !ComparisonDetails.violations(scenario).isEmpty()
        || !ComparisonDetails.moves(scenario, Glossary.NONE).isEmpty();
  }

  static String title(ScenarioComparison scenario) {
    ScenarioComparison.Setting setting = scenario.setting();
    return setting.id()
        + " "
        + setting.scenario()
        + " ("
        + setting.variant()
        + ", "
        + NumberFormats.counted(setting.vcpus(), "vCPU")
        + (setting.memory() == MemoryModel.SC ? "" : ", " + setting.memory().word())
        + (setting.isRelease() ? ", release build" : "")
        + ")";
  }

  static String verdicts(ScenarioComparison scenario) {
    return verdict(scenario.from()) + " -> " + verdict(scenario.to());
  }

  private static String verdict(Side side) {
    return side.kind().word()
        + (side.violated().isEmpty() ? "" : ": " + String.join(", ", side.violated()));
  }

  static String outcomes(ScenarioComparison scenario) {
    int ends = scenario.keptEnds();
    return (scenario.observables().isEmpty() ? "nothing is observed; " : shown(scenario))
        + "end states "
        + ends
        + " kept"
        + (scenario.to().isComplete() ? ", " + (count(scenario.from()) - ends) + " removed" : "")
        + (scenario.from().isComplete() ? ", " + (count(scenario.to()) - ends) + " added" : "")
        + unexplored(scenario);
  }

  private static String shown(ScenarioComparison scenario) {
    return scenario.kept()
        + " kept, "
        + (scenario.to().isComplete() ? scenario.removed().size() + " removed, " : "")
        + (scenario.from().isComplete() ? scenario.added().size() + " added; " : "");
  }

  private static int count(Side side) {
    return side.ends().size();
  }

  /** Of which side not all outcomes are known, so that it is not known what the other adds. */
  private static String unexplored(ScenarioComparison scenario) {
    List<String> cut =
        Stream.of(scenario.from(), scenario.to())
            .filter(side -> !side.isComplete())
            .map(
                side ->
                    side.revision() + " (" + NumberFormats.counted(side.states(), "state") + ")")
            .toList();
    return cut.isEmpty() ? "" : "; not explored to its end: " + String.join(", ", cut);
  }

  private static void added(
      StringBuilder text, Comparison comparison, ScenarioComparison scenario, TextStyle style) {
    int width = style.width();
    List<Outcome> unexpected = comparison.unexpected(scenario);
    for (Outcome outcome : unexpected.subList(0, Math.min(MOST_OUTCOMES, unexpected.size()))) {
      text.append(fact("added", scenario.setting().id() + ":" + outcome.id(), width));
      OutcomeLines.difference(scenario.from(), outcome, style.words())
          .forEach(line -> text.append(fact(line.word(), line.text(), width)));
    }
    if (unexpected.size() > MOST_OUTCOMES) {
      text.append(fact("added", (unexpected.size() - MOST_OUTCOMES) + " more", width));
    }
  }

  /** What one of the forms cannot run. */
  private static void notCompared(StringBuilder text, Comparison comparison, int width) {
    if (!comparison.notCompared().isEmpty()) {
      text.append("not compared\n");
      comparison.notCompared().forEach(line -> text.append(WordWrap.hanging("  ", line, width)));
      text.append('\n');
    }
  }

  /** What the candidate changes, and where that was decided. */
  private static void parts(StringBuilder text, Comparison comparison, int width) {
    if (comparison.parts().isEmpty()) {
      return;
    }
    text.append("what changes\n");
    for (PartLines.Line line : PartLines.of(comparison)) {
      String margin = line.name().isEmpty() ? "    " : "  " + line.name() + "  ";
      text.append(WordWrap.hanging(margin, line.words(), width));
    }
    text.append('\n');
  }

  /** What outcomes are made of, once for all scenarios of which the same is observed. */
  private static void observed(StringBuilder text, Comparison comparison, int width) {
    List<String> lines = observed(comparison);
    if (!lines.isEmpty()) {
      text.append("observed at the end\n");
      lines.forEach(line -> text.append(WordWrap.hanging("  ", line, width)));
      text.append('\n');
    }
  }

  /** "S01, S02: d1 memory, d1 pins"; most scenarios first. */
  static List<String> observed(Comparison comparison) {
    Map<SortedSet<String>, List<ScenarioComparison>> groups =
        comparison.scenarios().stream()
            .collect(
                Collectors.groupingBy(
                    ScenarioComparison::observables, LinkedHashMap::new, Collectors.toList()));
    return groups.entrySet().stream()
        .sorted(Comparator.comparing(group -> -group.getValue().size()))
        .map(
            group ->
                ids(group.getValue())
                    + ": "
                    + (group.getKey().isEmpty() ? "nothing" : String.join(", ", group.getKey())))
        .toList();
  }

  private static String ids(List<ScenarioComparison> scenarios) {
    return scenarios.stream()
        .map(one -> one.setting().id())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static boolean isUsual(Comparison comparison) {
    return comparison.models().stream().allMatch(model -> model == MemoryModel.SC);
  }

  /** "sc, tso". */
  private static String models(Comparison comparison) {
    return comparison.models().stream().map(MemoryModel::word).collect(Collectors.joining(", "));
  }

  /** "Not all violations are known of S01 on xen-4.13.", if that was asked. */
  static Optional<String> cutShort(Comparison comparison) {
    return comparison.cutShort().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not all violations are known of "
                + String.join(", ", comparison.cutShort())
                + (comparison.verdict() == Comparison.Verdict.INCOMPLETE
                    ? ""
                    : ", on which the verdict does not rest")
                + "; --limit-around lets that search go on.");
  }

  /** "Not checked: lock-free under tso.", if something is not. */
  static Optional<String> notChecked(Comparison comparison) {
    return comparison.notChecked().isEmpty()
        ? Optional.empty()
        : Optional.of("Not checked: " + String.join(", ", comparison.notChecked()) + ".");
  }

  static String counts(Comparison comparison) {
    StringBuilder text = new StringBuilder(comparison.scenarios().size() + " compared");
    text.append(comparison.models().isEmpty() ? "" : " under " + models(comparison)).append(": ");
    for (Change change : Change.values()) {
      text.append(comparison.with(change).size()).append(' ').append(change.text()).append(", ");
    }
    return text.append(addedInAll(comparison)).toString();
  }

  private static String addedInAll(Comparison comparison) {
    List<String> without = comparison.unobserved();
    List<ScenarioComparison> scenarios = comparison.scenarios();
    long observed = scenarios.stream().filter(one -> !one.observables().isEmpty()).count();
    if (observed == 0 && !scenarios.isEmpty()) {
      return "nothing observed at the end";
    }
    long added = scenarios.stream().mapToLong(one -> comparison.unexpected(one).size()).sum();
    return added
        + " outcomes added that are not allowed"
        + (without.isEmpty()
            ? ""
            : ", nothing observed at the end of " + String.join(", ", without));
  }
}
