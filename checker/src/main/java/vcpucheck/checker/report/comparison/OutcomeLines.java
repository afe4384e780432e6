package vcpucheck.checker.report.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.compare.Outcome;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.compare.Side;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.TraceText;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Witness;

/** What can be observed at the end in one scenario, outcome by outcome, if that was asked. */
final class OutcomeLines {
  private OutcomeLines() {}

  /**
   * A line.
   *
   * @param word what becomes of an outcome; empty if the line goes on about it
   * @param text what it is
   */
  record Line(String word, String text) {}

  /** Whether they were asked for, and there are any. */
  static boolean isAsked(ScenarioComparison scenario) {
    return !scenario.from().witnesses().isEmpty() || !scenario.to().witnesses().isEmpty();
  }

  /** Each outcome: removed, added, kept; how one comes to it, and what it shows. */
  static List<Line> of(ScenarioComparison scenario, Glossary words) {
    Side from = scenario.from();
    Side to = scenario.to();
    if (!isAsked(scenario)) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    for (Outcome one : scenario.removed()) {
      witness("removed", scenario, from, one).ifPresent(lines::add);
      lines.addAll(difference(to, one, words));
    }
    for (Outcome one : scenario.added()) {
      witness("added", scenario, to, one).ifPresent(lines::add);
      lines.addAll(difference(from, one, words));
    }
    Optional<Outcome> first = Optional.empty();
    for (Outcome one : scenario.keptOutcomes()) {
      witness("kept", scenario, to, one).ifPresent(lines::add);
      lines.addAll(values(first.map(one::differenceFrom).orElse(one.shown()), words));
      first = first.or(() -> Optional.of(one));
    }
    return lines;
  }

  /** What an added outcome shows otherwise than any of the other side. */
  static List<Line> difference(Side side, Outcome outcome, Glossary words) {
    return values(nearestDifference(side, outcome), words);
  }

  /** What an outcome shows otherwise than that outcome of a side which is most like it. */
  private static SortedMap<String, String> nearestDifference(Side side, Outcome outcome) {
    return side.outcomes().stream()
        .map(outcome::differenceFrom)
        .min(Comparator.comparingInt(Map::size))
        .orElse(outcome.shown());
  }

  private static List<Line> values(SortedMap<String, String> shown, Glossary words) {
    return shown.entrySet().stream()
        .map(
            entry ->
                new Line(
                    "", entry.getKey() + ": " + NumberFormats.readable(entry.getValue(), words)))
        .toList();
  }

  /** "S01:12345678 after 40 operations, 2 context switches, 1 preemption: one 1-9, other 10-40". */
  private static Optional<Line> witness(
      String word, ScenarioComparison scenario, Side side, Outcome outcome) {
    return Optional.ofNullable(side.witnesses().get(outcome))
        .map(
            witness ->
                new Line(
                    word,
                    scenario.setting().id()
                        + ":"
                        + outcome.id()
                        + " after "
                        + TraceText.summary(witness.schedule(), witness.preemptions())
                        + turns(witness)
                        + decided(scenario, witness)));
  }

  private static String turns(Witness witness) {
    List<Schedule.Choice> choices = witness.schedule().choices();
    List<String> turns = new ArrayList<>();
    int begin = 0;
    for (int at = 1; at <= choices.size(); at++) {
      if (at == choices.size() || choices.get(at).vcpu() != choices.get(begin).vcpu()) {
        String name = witness.vcpus().get(choices.get(begin).vcpu());
        turns.add(name + " " + (begin + 1) + (at == begin + 1 ? "" : "-" + at));
        begin = at;
      }
    }
    return turns.isEmpty() ? "" : ": " + String.join(", ", turns);
  }

  /** Which of what differs this interleaving decides. */
  private static String decided(ScenarioComparison scenario, Witness witness) {
    List<Coverage.Decision> parts = scenario.setting().forms().parts();
    List<String> names =
        witness.decisions().stream()
            .map(Coverage.Decision::name)
            .filter(name -> parts.stream().anyMatch(part -> part.name().equals(name)))
            .toList();
    if (parts.isEmpty()) {
      return "";
    }
    return names.isEmpty()
        ? "; it decides nothing that changes"
        : "; it decides " + names.stream().distinct().collect(Collectors.joining(", "));
  }
}
