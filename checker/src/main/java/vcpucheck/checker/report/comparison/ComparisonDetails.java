package vcpucheck.checker.report.comparison;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.Window;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.compare.Alignment;
import vcpucheck.checker.compare.Retrace;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.compare.Side;
import vcpucheck.checker.report.NumberFormats;

/** What a comparison says on request, each as a line. */
final class ComparisonDetails {
  private static final Map<String, ToIntFunction<SoloRun>> COSTS =
      ImmutableMap.of(
          "operations", run -> run.operations().size(),
          "atomic", run -> run.count(SoloRun.Kind.ATOMIC),
          "fences", run -> run.count(SoloRun.Kind.FENCE),
          "on locks", run -> run.count(SoloRun.Kind.LOCK),
          "under a lock", SoloRun::underLock,
          "allocations", run -> run.count(SoloRun.Kind.ALLOCATION),
          "allocations under a lock", SoloRun::allocationsUnderLock);

  private ComparisonDetails() {}

  /** "vcpu1 alone after vcpu0: 2 of 9 points (3-4) -> none of 8 points", if any goes wrong. */
  static List<String> windows(ScenarioComparison scenario) {
    List<String> texts = new ArrayList<>();
    Map<String, Window> before = byName(scenario.from());
    Map<String, Window> after = byName(scenario.to());
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Optional<Window> from = Optional.ofNullable(before.get(name));
      Optional<Window> to = Optional.ofNullable(after.get(name));
      if (goesWrong(from) || goesWrong(to)) {
        texts.add(name + ": " + text(from) + " -> " + text(to));
      }
    }
    return texts;
  }

  private static Map<String, Window> byName(Side side) {
    return Maps.uniqueIndex(
        side.windows(), window -> window.other() + " alone after " + window.first());
  }

  private static boolean goesWrong(Optional<Window> window) {
    return window.filter(points -> !points.numbers().isEmpty()).isPresent();
  }

  private static String text(Optional<Window> window) {
    return window.map(ComparisonDetails::text).orElse("no such vCPUs");
  }

  /** There is a point before the first operation, and one behind each. */
  private static String text(Window window) {
    String of = " of " + NumberFormats.counted(window.operations() + 1L, "point");
    return window.numbers().isEmpty()
        ? "none" + of
        : window.numbers().size()
            + of
            + " ("
            + window.ranges()
            + (window.waitsBetween() == 0
                ? ""
                : "; it waits at " + window.waitsBetween() + " between")
            + ")";
  }

  /** What the candidate does along each counterexample of the other form. */
  static List<String> retraces(ScenarioComparison scenario) {
    List<Retrace> all = scenario.retraces();
    return IntStream.range(0, all.size())
        .mapToObj(
            number ->
                (number == 0 ? "the counterexample's " : of(all.get(number)))
                    + text(all.get(number)))
        .toList();
  }

  private static String of(Retrace retrace) {
    String source = retrace.found().lastSource();
    return "of " + retrace.found().property() + (source.isEmpty() ? "" : " at " + source) + ", ";
  }

  private static String text(Retrace retrace) {
    return NumberFormats.counted(retrace.found().schedule().choices().size(), "operation")
        + ": "
        + outcome(retrace);
  }

  private static String outcome(Retrace retrace) {
    int done = retrace.replay().steps().size();
    return switch (retrace.outcome()) {
      case REPRODUCED -> "they violate the same property again";
      case OTHER_VIOLATION ->
          "operation "
              + done
              + " violates "
              + retrace.replay().violation().orElseThrow().property()
              + " now";
      case NO_VIOLATION -> "they can all be done, and violate nothing";
      case DIVERGED -> "the code goes another way from the " + (done + 1) + ". on";
    };
  }

  /** What each vCPU costs that runs alone, where that changes. */
  static List<String> costs(ScenarioComparison scenario) {
    return scenario.alone().stream()
        .flatMap(runs -> cost(runs.from(), runs.to()).stream())
        .toList();
  }

  private static Optional<String> cost(SoloRun one, SoloRun other) {
    List<String> changes = new ArrayList<>();
    COSTS.forEach(
        (name, cost) -> {
          int before = cost.applyAsInt(one);
          int after = cost.applyAsInt(other);
          if (before != after) {
            changes.add(before + " -> " + after + " " + name);
          }
        });
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(one.vcpu() + " alone: " + String.join(", ", changes));
  }

  /** What each vCPU, run alone, does otherwise, in stretches, if that was asked. */
  static List<String> moves(ScenarioComparison scenario, Glossary words) {
    return scenario.moves().stream()
        .flatMap(
            runs ->
                runs.stretches().stream().map(edits -> stretch(runs.from().vcpu(), edits, words)))
        .toList();
  }

  /** "+ vcpu0 4-7 put_page, free_pg_list (4 operations, 2 of them under a lock)". */
  private static String stretch(String vcpu, List<Alignment.Edit> edits, Glossary words) {
    Alignment.Edit first = edits.get(0);
    String heading = (first.isAdded() ? "+ " : "- ") + vcpu + " " + first.position();
    long underLock = edits.stream().filter(edit -> edit.operation().isUnderLock()).count();
    if (edits.size() == 1) {
      String place = underLock == 1 ? " (under a lock)" : "";
      return heading + " " + words.named(first.operation().text()) + place;
    }
    String functions =
        edits.stream()
            .map(edit -> edit.operation().step().function())
            .filter(function -> !function.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return heading
        + "-"
        + edits.get(edits.size() - 1).position()
        + (functions.isEmpty() ? "" : " " + functions)
        + " ("
        + NumberFormats.counted(edits.size(), "operation")
        + (underLock == 0 ? "" : ", " + underLock + " of them under a lock")
        + ")";
  }

  /** What each side violates, and where, if that was asked. */
  static List<String> violations(ScenarioComparison scenario) {
    return Stream.of(scenario.from(), scenario.to())
        .filter(side -> !side.violations().isEmpty() || side.isCutShort())
        .map(side -> "by " + side.revision() + ": " + String.join("; ", defects(side)) + cut(side))
        .toList();
  }

  private static String cut(Side side) {
    if (!side.isCutShort()) {
      return "";
    }
    long states = side.all().map(all -> all.result().stats().states()).orElse(0L);
    return (side.violations().isEmpty() ? "" : "; ")
        + "not all, for that search was cut after "
        + NumberFormats.counted(states, "state");
  }

  private static List<String> defects(Side side) {
    return side.violations().stream().map(ComparisonDetails::defect).toList();
  }

  private static String defect(Verdict.Violated violated) {
    return violated.place()
        + violated
            .trace()
            .map(found -> " in " + NumberFormats.counted(found.steps().size(), "operation"))
            .orElse("");
  }
}
