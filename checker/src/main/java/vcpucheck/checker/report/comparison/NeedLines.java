package vcpucheck.checker.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** What a scenario notices the lack of, what none does, and what is not known. */
  static List<Line> of(Comparison comparison) {
    List<Line> lines = new ArrayList<>();
    section(
        lines,
        "needed: a scenario notices the lack",
        comparison.needs().stream().filter(need -> need.notice().isPresent()).toList());
    section(
        lines,
        "not needed by any scenario in which the candidate is verified",
        comparison.needs().stream()
            .filter(need -> need.notice().isEmpty() && need.isComplete())
            .toList());
    section(
        lines,
        "not known to be needed: a search was cut, or no scenario can judge",
        comparison.needs().stream()
            .filter(need -> need.notice().isEmpty() && !need.isComplete())
            .toList());
    return lines;
  }

  private static void section(List<Line> lines, String heading, List<Need> needs) {
    if (needs.isEmpty()) {
      return;
    }
    lines.add(new Line("", heading));
    needs.forEach(need -> lines.add(new Line(need.weakened().name(), words(need))));
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
