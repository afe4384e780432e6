package vcpucheck.checker.report.comparison;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.Need;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.WordWrap;

/** What a candidate needs, if that was asked. */
final class NeedLines {
  private static final int NAME = 24;

  private NeedLines() {}

  /**
   * A line.
   *
   * @param name what it is about; empty for a heading or an empty line
   */
  record Line(String name, String words) {
    /** Laid out, and ended. */
    String text(int width) {
      if (name.isEmpty()) {
        return words + "\n";
      }
      boolean isShort = name.length() <= NAME;
      String margin =
          "  " + String.format(Locale.ROOT, "%-" + NAME + "s", isShort ? name : "") + " ";
      return (isShort ? "" : "  " + name + "\n") + WordWrap.hanging(margin, words, width);
    }
  }

  /**
   * What a scenario notices the lack of, what none does, and what is not known: first what is the
   * candidate's own.
   */
  static List<Line> of(Comparison comparison) {
    List<Line> lines = new ArrayList<>();
    section(
        lines,
        "needed: a scenario notices the lack",
        lines(comparison, need -> need.notice().isPresent()));
    section(
        lines,
        "not needed by any scenario in which the candidate is verified",
        unneeded(comparison));
    section(
        lines,
        "not known to be needed: a search was cut, or no scenario can judge",
        lines(comparison, need -> need.notice().isEmpty() && !need.isComplete()));
    return lines;
  }

  private static List<Line> lines(Comparison comparison, Predicate<Need> wanted) {
    return comparison.needs().stream()
        .filter(wanted)
        .sorted(Comparator.comparing(need -> !need.weakened().isOwn()))
        .map(need -> new Line(need.weakened().name(), words(need)))
        .toList();
  }

  /** What is not the candidate's own is named in one line: nothing is to be done about it. */
  private static List<Line> unneeded(Comparison comparison) {
    Predicate<Need> isUnneeded = need -> need.notice().isEmpty() && need.isComplete();
    List<Line> all =
        new ArrayList<>(lines(comparison, isUnneeded.and(need -> need.weakened().isOwn())));
    String others =
        comparison.needs().stream()
            .filter(isUnneeded.and(need -> !need.weakened().isOwn()))
            .map(need -> need.weakened().name())
            .collect(joining(", "));
    if (!others.isEmpty()) {
      all.add(new Line("of both forms", others));
    }
    return all;
  }

  private static void section(List<Line> lines, String heading, List<Line> section) {
    if (section.isEmpty()) {
      return;
    }
    lines.add(new Line("", heading));
    lines.addAll(section);
    lines.add(new Line("", ""));
  }

  private static String words(Need need) {
    int judges = need.weakened().judges().size();
    String where = need.weakened().isOwn() ? "" : "; the other form has it, too";
    return need.notice()
        .map(notice -> notice.id() + " " + notice.what() + where)
        .orElseGet(
            () ->
                need.weakened().about()
                    + ": tried in "
                    + NumberFormats.counted(judges, "comparison")
                    + where);
  }
}
