package vcpucheck.checker.report.comparison;

import java.util.List;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.Outcome;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.compare.ScenarioComparison.Change;

/** A comparison for a mail: Markdown, no line longer than 72 columns where words can be parted. */
public final class ComparisonMarkdown {
  private static final int WIDTH = 72;

  private ComparisonMarkdown() {}

  /**
   * The comparison as Markdown.
   *
   * @param words what operations and numbers mean
   */
  public static String of(Comparison comparison, Glossary words) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(comparison.from()).append("\n## to ");
    text.append(comparison.to()).append("\n\n");
    Comparison.Verdict verdict = comparison.verdict();
    item(text, "", "Verdict: " + verdict.word() + ": " + comparison.meaning() + ".");
    item(text, "", ComparisonText.counts(comparison) + ".");
    ComparisonText.cutShort(comparison).ifPresent(line -> item(text, "", line));
    ComparisonText.notChecked(comparison).ifPresent(line -> item(text, "", line));
    for (PartLines.Line line : PartLines.of(comparison)) {
      boolean isPlace = line.name().isEmpty();
      item(text, isPlace ? "- " : "", (isPlace ? "" : line.name() + ": ") + line.words() + ".");
    }
    for (Change change : Change.values()) {
      section(text, comparison, change, words);
    }
    if (!comparison.notCompared().isEmpty()) {
      text.append("\n### not compared\n\n");
      comparison.notCompared().forEach(line -> item(text, "- ", line + "."));
    }
    List<String> observed = ComparisonText.observed(comparison);
    if (!observed.isEmpty()) {
      text.append("\n### observed at the end\n\n");
      observed.forEach(line -> item(text, "- ", line + "."));
    }
    comparison
        .recorded()
        .map(traces -> RecordedText.of(traces, comparison.parts(), WIDTH))
        .ifPresent(told -> text.append("\n### recorded traces\n\n").append(told));
    for (NeedLines.Line line : NeedLines.of(comparison)) {
      boolean isHeading = line.name().isEmpty();
      item(
          text,
          isHeading ? "" : "- ",
          isHeading ? line.words() : line.name() + ": " + line.words());
    }
    return text.toString();
  }

  private static void section(
      StringBuilder text, Comparison comparison, Change change, Glossary words) {
    List<ScenarioComparison> scenarios = ComparisonText.shown(comparison, change);
    if (scenarios.isEmpty()) {
      return;
    }
    text.append("\n### ").append(ComparisonText.heading(change)).append("\n\n");
    for (ScenarioComparison scenario : scenarios) {
      item(text, "- ", ComparisonText.title(scenario) + ": " + scenario.setting().lesson() + ".");
      item(text, "  ", ComparisonText.verdicts(scenario) + "; ");
      scenario.to().reason().ifPresent(why -> item(text, "  ", "Now: " + why + "."));
      item(text, "  ", "Outcomes: " + ComparisonText.outcomes(scenario) + ".");
      for (String window : ComparisonDetails.windows(scenario)) {
        item(text, "  ", "Window: " + window + ".");
      }
      for (String violated : ComparisonDetails.violations(scenario)) {
        item(text, "  ", "Violated " + violated + ".");
      }
      for (String cost : ComparisonDetails.costs(scenario)) {
        item(text, "  ", "Cost: " + cost + ".");
      }
      for (String moved : ComparisonDetails.moves(scenario, words)) {
        item(text, "  ", "Moved: " + moved + ".");
      }
      for (String line : ComparisonDetails.retraces(scenario)) {
        item(text, "  ", "Replay: " + line + ".");
      }
      for (OutcomeLines.Line line : OutcomeLines.of(scenario, words)) {
        item(text, "  ", line.word() + " " + line.text());
      }
      added(text, comparison, scenario, words);
    }
  }

  /** What is added and not allowed; what it shows, where that is not told of every outcome. */
  private static void added(
      StringBuilder text, Comparison comparison, ScenarioComparison scenario, Glossary words) {
    boolean isTold = OutcomeLines.isAsked(scenario);
    for (Outcome outcome : comparison.unexpected(scenario)) {
      String name = scenario.setting().id() + ":" + outcome.id();
      item(text, "  ", "Added: " + name + (isTold ? "." : ", which shows otherwise"));
      if (!isTold) {
        OutcomeLines.difference(scenario.from(), outcome, words)
            .forEach(line -> item(text, "    ", line.text()));
      }
    }
  }

  private static void item(StringBuilder text, String prefix, String words) {
    String margin = " ".repeat(prefix.length());
    StringBuilder line = new StringBuilder(prefix);
    for (String word : words.strip().split(" ", -1)) {
      boolean isFirst = line.length() == prefix.length();
      if (!isFirst && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(margin);
        isFirst = true;
      }
      line.append(isFirst ? "" : " ").append(word);
    }
    text.append(line).append('\n');
  }
}
