package vcpucheck.checker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.Window;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.compare.Side;

/** What a comparison says on request, each as a line. */
final class ComparisonDetails {
  private ComparisonDetails() {}

  /** "vcpu1 alone after vcpu0: 2 of 9 points (3-4) -> none of 8 points", if any goes wrong. */
  static List<String> windows(ScenarioComparison scenario) {
    List<String> texts = new ArrayList<>();
    List<Window> before = scenario.from().windows();
    List<Window> after = scenario.to().windows();
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      if (!before.get(i).numbers().isEmpty() || !after.get(i).numbers().isEmpty()) {
        texts.add(
            before.get(i).other()
                + " alone after "
                + before.get(i).first()
                + ": "
                + text(before.get(i))
                + " -> "
                + text(after.get(i)));
      }
    }
    return texts;
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

  /** What each side violates, and where, if that was asked. */
  static List<String> violations(ScenarioComparison scenario) {
    return Stream.of(scenario.from(), scenario.to())
        .filter(side -> !side.violations().isEmpty())
        .map(side -> "by " + side.revision() + ": " + String.join("; ", defects(side)))
        .toList();
  }

  private static List<String> defects(Side side) {
    return side.violations().stream().map(ComparisonDetails::defect).toList();
  }

  private static String defect(Verdict.Violated violated) {
    return violated.property()
        + violated
            .trace()
            .map(
                found ->
                    " at "
                        + ViolationsText.where(found)
                        + " in "
                        + NumberFormats.counted(found.steps().size(), "operation"))
            .orElse("");
  }
}
