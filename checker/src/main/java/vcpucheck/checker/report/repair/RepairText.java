package vcpucheck.checker.report.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.repair.AddedOutcomes;
import vcpucheck.checker.repair.Cost;
import vcpucheck.checker.repair.Repair;
import vcpucheck.checker.repair.RepairQuestion;
import vcpucheck.checker.repair.RepairReport;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.WordWrap;

/** Repairs of a scenario, for people. */
public final class RepairText {
  private static final int MOST_OUTCOMES = 4;

  private RepairText() {}

  /** The repairs as text. */
  public static String of(RepairReport report, int width) {
    StringBuilder text = new StringBuilder(headline(report)).append('\n');
    if (!report.repairs().isEmpty()) {
      text.append("repairs, small and cheap ones first\n");
      report.repairs().forEach(repair -> text.append(repair(report, repair, width)));
      text.append('\n');
    }
    if (!report.refusals().isEmpty()) {
      text.append("refused: they repair it, and break something else\n");
      report.refusals().forEach(refusal -> text.append(refusal(refusal, width)));
      text.append('\n');
    }
    return text.append(WordWrap.hanging("", counts(report), width)).toString();
  }

  /** What came of it, in a line of its own. */
  public static String headline(RepairReport report) {
    RepairQuestion question = report.question();
    Case target = question.target();
    String what = target.title() + " " + target.scenario().name() + " on " + question.base();
    return switch (report.verdict()) {
          case FOUND ->
              report.repairs().get(0).parts().isEmpty()
                  ? "RIGHT: " + what + " is verified as it is"
                  : "REPAIRED: " + what + " is verified with " + parts(report.repairs().get(0));
          case NONE ->
              "NONE: no set of "
                  + (report.isBounded()
                      ? "at most " + NumberFormats.counted(question.mostParts(), "part")
                      : "parts, however large,")
                  + " repairs "
                  + what;
          case INCOMPLETE -> "INCOMPLETE: the search was cut before it could repair " + what;
        }
        + "\n";
  }

  private static String parts(Repair repair) {
    return RepairReport.text(repair.parts());
  }

  private static String repair(RepairReport report, Repair repair, int width) {
    return WordWrap.hanging("  ", repair.parts().isEmpty() ? "nothing" : parts(repair), width)
        + WordWrap.hanging("    revision  ", repair.form(), width)
        + WordWrap.hanging("    cost      ", cost(report.cost(), repair.cost()), width)
        + repair
            .outcomes()
            .map(found -> WordWrap.hanging("    outcomes  ", outcomes(found), width))
            .orElse("");
  }

  /** "adds 2 in S20: 12345678, 87654321; adds none in 3 cases; not known of S01". */
  private static String outcomes(AddedOutcomes found) {
    List<String> texts = new ArrayList<>();
    found
        .added()
        .forEach(
            (title, names) ->
                texts.add(
                    "adds "
                        + names.size()
                        + " in "
                        + title
                        + ": "
                        + names.stream().limit(MOST_OUTCOMES).collect(Collectors.joining(", "))
                        + (names.size() > MOST_OUTCOMES ? ", ..." : "")));
    if (found.none() > 0) {
      texts.add("adds none in " + NumberFormats.counted(found.none(), "case"));
    }
    if (!found.unknown().isEmpty()) {
      texts.add("not known of " + String.join(", ", found.unknown()));
    }
    return String.join("; ", texts);
  }

  /** "368 -> 360 operations, 56 atomic, 94 under a lock, 0 allocations under a lock". */
  private static String cost(Cost before, Cost after) {
    return change(before.operations(), after.operations())
        + " operations, "
        + change(before.atomics(), after.atomics())
        + " atomic, "
        + change(before.underLock(), after.underLock())
        + " under a lock, "
        + change(before.allocationsUnderLock(), after.allocationsUnderLock())
        + " allocations under a lock";
  }

  private static String change(int before, int after) {
    return before == after ? Integer.toString(after) : before + " -> " + after;
  }

  private static String refusal(RepairReport.Refusal refusal, int width) {
    return WordWrap.hanging(
        "  ",
        RepairReport.text(refusal.parts())
            + ": "
            + refusal.broken().title()
            + " violates "
            + refusal.ruling().property()
            + ": "
            + refusal.ruling().message(),
        width);
  }

  private static String counts(RepairReport report) {
    RepairQuestion question = report.question();
    return NumberFormats.counted(report.judged(), "set")
        + " of "
        + NumberFormats.counted(question.candidates().size(), "part")
        + " judged by "
        + NumberFormats.counted(report.searches(), "search", "searches")
        + "; "
        + NumberFormats.counted(question.others().size(), "other case")
        + (question.others().size() == 1
            ? " must stay verified if it is."
            : " must stay verified if they are.")
        + (report.repairs().stream().anyMatch(repair -> repair.outcomes().isEmpty())
            ? " Verdicts count, not outcomes: --outcomes tells which a repair adds."
            : "");
  }
}
