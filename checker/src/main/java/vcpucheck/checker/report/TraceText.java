package vcpucheck.checker.report;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.trace.History;
import vcpucheck.checker.trace.Lasso;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;

/** Parts of the text about one interleaving, common to counterexamples and their replay. */
public final class TraceText {
  private static final String SHORTENED =
      "Some operations are summed up or cut; --full shows everything.";

  private TraceText() {}

  /** "32 operations, 2 context switches, 1 preemption". */
  public static String summary(Schedule schedule, int preemptions) {
    int switches = schedule.contextSwitches();
    return NumberFormats.counted(schedule.choices().size(), "operation")
        + ", "
        + NumberFormats.grouped(switches)
        + (switches == 1 ? " context switch, " : " context switches, ")
        + NumberFormats.counted(preemptions, "preemption");
  }

  /** The steps as a table, with a note if not all are shown; then the history, if there is one. */
  public static String steps(List<String> vcpus, List<Step> steps, TextStyle style) {
    StepTable.Rendered table = StepTable.of(vcpus, steps, style);
    return table.text()
        + (table.isShortened() ? WordWrap.hanging("  ", SHORTENED, style.width()) : "")
        + history(vcpus, steps, style);
  }

  /** The history of operations, if a specification is checked, after an empty line. */
  static String history(List<String> vcpus, List<Step> steps, TextStyle style) {
    String table = HistoryTable.of(vcpus, History.of(steps), style.width());
    return table.isEmpty() ? "" : "\n" + table;
  }

  /** What an interleaving ends in. */
  public static String end(int steps, String message) {
    return steps == 0 ? "At the start: " + message : "After step " + steps + ": " + message;
  }

  /** What an interleaving ends in, or how it goes on for ever. */
  static String end(int steps, String message, Optional<Lasso> lasso) {
    return lasso
        .map(
            endless -> end(endless.doomed(), message) + "\n" + repeats(endless.loop(), steps) + ".")
        .orElseGet(() -> end(steps, message));
  }

  /**
   * "Steps 5 to 8 repeat for ever".
   *
   * @param loop the index of the first of the steps that repeat; the last step is the last of them
   */
  static String repeats(int loop, int steps) {
    return loop + 1 == steps
        ? "Step " + steps + " repeats for ever"
        : "Steps " + (loop + 1) + " to " + steps + " repeat for ever";
  }
}
