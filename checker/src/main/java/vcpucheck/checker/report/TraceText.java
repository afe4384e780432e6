package vcpucheck.checker.report;

import java.util.List;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;

/** Parts of the text about one interleaving, common to counterexamples and their replay. */
public final class TraceText {
  private TraceText() {}

  /** "32 operations, 2 context switches, 1 preemption". */
  public static String summary(Schedule schedule, int preemptions) {
    int switches = schedule.contextSwitches();
    return Numbers.counted(schedule.choices().size(), "operation")
        + ", "
        + Numbers.grouped(switches)
        + (switches == 1 ? " context switch, " : " context switches, ")
        + Numbers.counted(preemptions, "preemption");
  }

  /** The steps as a table, with a note if not all are shown. */
  public static String steps(List<String> vcpus, List<Step> steps, Detail detail) {
    boolean isShortened = Excerpt.of(steps, detail).size() < steps.size();
    return StepTable.of(vcpus, steps, detail)
        + (isShortened ? "  Some lines sum up several steps; --full shows every operation.\n" : "");
  }

  /** What an interleaving ends in. */
  public static String end(int steps, String message) {
    return steps == 0 ? "At the start: " + message : "After step " + steps + ": " + message;
  }
}
