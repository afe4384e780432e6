package vcpucheck.checker.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.PlaceReached;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.report.NumberFormats;

/**
 * What a candidate changes, and in which scenarios, on which lines and to what end it is decided.
 */
final class PartLines {
  private PartLines() {}

  /**
   * A line.
   *
   * @param name what is changed; empty if the line goes on about it
   * @param words where it is decided
   */
  record Line(String name, String words) {}

  /** All that changes, each with the lines on which some interleaving comes to it. */
  static List<Line> of(Comparison comparison) {
    List<Line> lines = new ArrayList<>();
    for (Coverage.Decision part : comparison.parts()) {
      lines.add(new Line(name(part), reaching(comparison, part)));
      comparison.places(part).forEach(place -> lines.add(new Line("", words(place))));
    }
    return lines;
  }

  /** "+FIX" or "~FIX". */
  private static String name(Coverage.Decision part) {
    return (part.way() ? "+" : "~") + part.name();
  }

  /** "reached in 3 of 12 comparisons: S01, S02". */
  private static String reaching(Comparison comparison, Coverage.Decision part) {
    List<ScenarioComparison> reaching = comparison.reaching(part);
    String of = " of " + NumberFormats.counted(comparison.scenarios().size(), "comparison");
    return reaching.isEmpty()
        ? "reached in none" + of
        : "reached in "
            + reaching.size()
            + of
            + ": "
            + reaching.stream()
                .map(one -> one.setting().id())
                .distinct()
                .collect(Collectors.joining(", "));
  }

  /** "RpcFlow.java:12, handle_rpc_cmd: S01 (to 2 outcomes), S02". */
  private static String words(PlaceReached reached) {
    String line = reached.place().source();
    String function = reached.place().function();
    return (line.isEmpty() ? "a line that is not known" : line)
        + (function.isEmpty() ? "" : ", " + function)
        + ": "
        + reached.scenarios().entrySet().stream()
            .map(PartLines::scenario)
            .collect(Collectors.joining(", "));
  }

  private static String scenario(Map.Entry<String, SortedSet<String>> reached) {
    int outcomes = reached.getValue().size();
    return reached.getKey()
        + (outcomes == 0 ? "" : " (to " + NumberFormats.counted(outcomes, "outcome") + ")");
  }
}
