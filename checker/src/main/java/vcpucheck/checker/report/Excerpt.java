package vcpucheck.checker.report;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vcpucheck.checker.trace.Step;

/** Chooses what is shown of a long interleaving. */
final class Excerpt {
  /*
   * A race happens where vCPUs take turns, so what matters is next to a context switch or at the
   * end. An interleaving that fits on a screen is shown as it is. Of a longer one the first and the
   * last operations of each turn and the last ones of all are shown, and where the vCPU that ends it
   * reads what another wrote, both: what the others did decides through these, and through what the
   * C function returns that reads. Of the rest, each run
   * of operations of one guest action in one C function becomes one line, and so do short runs that
   * follow each other; what is so short that a line would save nothing is shown as it is.
   */
  private static final int SCREEN = 40;
  private static final int TURN_EDGE = 2;
  private static final int TAIL = 10;
  private static final int SHORT = 2;

  private static final Set<String> UPDATES =
      Set.of(
          "swap",
          "compare-and-swap",
          "add",
          "add-unless",
          "and",
          "or",
          "xor",
          "clear",
          "test-and-set",
          "test-and-clear");

  private static final Set<String> READS = Sets.union(UPDATES, Set.of("load", "wait"));
  private static final Set<String> WRITES = Sets.union(UPDATES, Set.of("store"));

  private final List<Step> steps;
  private final boolean[] shown;

  private Excerpt(List<Step> steps) {
    this.steps = steps;
    shown = new boolean[steps.size()];
  }

  /**
   * Consecutive steps that are one line of a report.
   *
   * @param first the index of the first step
   * @param steps one step to show in full, or several to sum up
   */
  record Run(int first, List<Step> steps) {
    Run {
      steps = List.copyOf(steps);
    }

    Step head() {
      return steps.get(0);
    }

    boolean isWhole() {
      return steps.size() == 1;
    }
  }

  /** The lines of an interleaving. */
  static List<Run> of(List<Step> steps, boolean isFull) {
    Excerpt excerpt = new Excerpt(steps);
    if (isFull || steps.size() <= SCREEN) {
      Arrays.fill(excerpt.shown, true);
    } else {
      excerpt.choose();
    }
    return excerpt.runs();
  }

  private void choose() {
    Arrays.fill(shown, steps.size() - TAIL, steps.size(), true);
    for (int first = 0; first < steps.size(); ) {
      int end = turnEnd(first);
      Arrays.fill(shown, first, Math.min(first + TURN_EDGE, end), true);
      Arrays.fill(shown, Math.max(end - TURN_EDGE, first), end, true);
      first = end;
    }
    showWhatIsRead();
  }

  /**
   * Shows what the vCPU that ends the interleaving reads of others: the first read of each write.
   */
  private void showWhatIsRead() {
    int last = steps.get(steps.size() - 1).vcpu();
    Map<String, Integer> written = new HashMap<>();
    for (int at = 0; at < steps.size(); at++) {
      Step step = steps.get(at);
      String object = object(step);
      Integer writer = step.vcpu() == last ? written.remove(object) : null;
      if (writer != null && READS.contains(verb(step))) {
        shown[writer] = true;
        shown[at] = true;
        showReturn(at);
      }
      if (step.vcpu() != last && WRITES.contains(verb(step))) {
        written.put(object, at);
      }
    }
  }

  /** Shows where the innermost call returns that a step was taken in. */
  private void showReturn(int at) {
    Step.returnFrom(steps, at).ifPresent(step -> shown[step] = true);
  }

  private static String verb(Step step) {
    int space = step.operation().indexOf(' ');
    return space < 0 ? step.operation() : step.operation().substring(0, space);
  }

  /** What an operation is on: the last word, for its access mode may stand before. */
  private static String object(Step step) {
    return step.operation().substring(step.operation().lastIndexOf(' ') + 1);
  }

  private int turnEnd(int first) {
    int end = first + 1;
    while (end < steps.size() && steps.get(end).vcpu() == steps.get(first).vcpu()) {
      end++;
    }
    return end;
  }

  private List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (int first = 0; first < steps.size(); ) {
      int end = runEnd(first);
      if (!isShort(first, end)) {
        runs.add(new Run(first, steps.subList(first, end)));
      } else {
        for (int at = first; at < end; at++) {
          runs.add(new Run(at, steps.subList(at, at + 1)));
        }
      }
      first = end;
    }
    return runs;
  }

  private int runEnd(int first) {
    int end = functionEnd(first);
    while (isShort(first, functionEnd(first)) && end < steps.size() && isHiddenAfter(end)) {
      int next = functionEnd(end);
      if (!isShort(end, next)) {
        return end;
      }
      end = next;
    }
    return end;
  }

  /** Where the run of one C function ends that begins at a step. */
  private int functionEnd(int first) {
    int end = first + 1;
    if (shown[first]) {
      return end;
    }
    String function = steps.get(first).function();
    while (end < steps.size() && isHiddenAfter(end) && steps.get(end).function().equals(function)) {
      end++;
    }
    return end;
  }

  private static boolean isShort(int first, int end) {
    return end - first <= SHORT;
  }

  /** Whether a step is not shown, nor the one before it, and both belong to one guest action. */
  private boolean isHiddenAfter(int at) {
    Step step = steps.get(at);
    Step before = steps.get(at - 1);
    return !shown[at]
        && !shown[at - 1]
        && step.vcpu() == before.vcpu()
        && step.label().equals(before.label());
  }
}
