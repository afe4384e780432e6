package vcpucheck.checker.report;

import vcpucheck.checker.Verdict;
import vcpucheck.checker.Violations;

/** All that is wrong with one form of the code, for people: each with its interleaving. */
public final class ViolationsText {
  private ViolationsText() {}

  /**
   * The violations as text.
   *
   * @param report of the search that found them
   */
  public static String of(CheckReport report, Violations all, TextStyle style) {
    StringBuilder text = new StringBuilder(CheckText.headline(report, style));
    text.append('\n').append(CheckText.facts(report, style)).append('\n');
    text.append(WordWrap.hanging("", count(all), style.width()));
    for (int i = 0; i < all.found().size(); i++) {
      Verdict.Violated violated = all.found().get(i);
      String number = i + 1 + " of " + all.found().size() + ": ";
      text.append('\n').append(WordWrap.hanging(number, title(violated), style.width()));
      violated.trace().ifPresent(found -> text.append(CheckText.counterexample(found, style)));
    }
    return text.toString();
  }

  private static String count(Violations all) {
    return NumberFormats.counted(all.found().size(), "violation")
        + ", distinct by property and line, each with a shortest interleaving"
        + (all.isExhaustive()
            ? "."
            : "; there may be more, for the search did not come to its end.")
        + (all.notChecked().isEmpty()
            ? ""
            : " Not checked beside them: " + String.join(", ", all.notChecked()) + ".");
  }

  private static String title(Verdict.Violated violated) {
    return violated.place() + ", " + violated.message();
  }
}
