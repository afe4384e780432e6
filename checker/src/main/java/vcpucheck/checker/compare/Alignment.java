package vcpucheck.checker.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vcpucheck.checker.SoloRun;

/**
 * Two runs of a vCPU, operation by operation: what only the one does, and what only the other does.
 *
 * <p>What both do is a longest common subsequence (Wagner and Fischer, The String-to-String
 * Correction Problem, JACM 1974) of C functions and operations.
 *
 * @param from the one
 * @param to the other, of a vCPU of the same name
 */
public record Alignment(SoloRun from, SoloRun to) {
  /**
   * An operation that one of them does.
   *
   * @param isAdded whether it is the other
   * @param position its number in that run, from 1
   * @param operation the operation
   */
  public record Edit(boolean isAdded, int position, SoloRun.Operation operation) {}

  /** The runs of vCPUs that both sides have. */
  static List<Alignment> of(Side from, Side to) {
    Map<String, SoloRun> others =
        to.alone().stream().collect(Collectors.toMap(SoloRun::vcpu, run -> run));
    return from.alone().stream()
        .flatMap(
            run ->
                Optional.ofNullable(others.get(run.vcpu()))
                    .map(other -> new Alignment(run, other))
                    .stream())
        .toList();
  }

  /** The edits in stretches: neighbours in one run that the other run lacks. */
  public List<List<Edit>> stretches() {
    List<List<Edit>> stretches = new ArrayList<>();
    for (Edit edit : edits()) {
      List<Edit> last = stretches.isEmpty() ? List.of() : stretches.get(stretches.size() - 1);
      Edit before = last.isEmpty() ? edit : last.get(last.size() - 1);
      boolean isNext =
          before.isAdded() == edit.isAdded() && before.position() + 1 == edit.position();
      if (!isNext) {
        stretches.add(new ArrayList<>());
      }
      stretches.get(stretches.size() - 1).add(edit);
    }
    return stretches;
  }

  /** What only one of them does, in the order of the runs. */
  public List<Edit> edits() {
    List<String> one = from.operations().stream().map(SoloRun.Operation::text).toList();
    List<String> other = to.operations().stream().map(SoloRun.Operation::text).toList();
    int[][] common = common(one, other);
    List<Edit> edits = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < one.size() || j < other.size()) {
      if (i < one.size() && j < other.size() && one.get(i).equals(other.get(j))) {
        i++;
        j++;
      } else if (j == other.size() || (i < one.size() && common[i + 1][j] >= common[i][j + 1])) {
        edits.add(new Edit(false, i + 1, from.operations().get(i++)));
      } else {
        edits.add(new Edit(true, j + 1, to.operations().get(j++)));
      }
    }
    return edits;
  }

  /** For each two places the length of what follows both in common. */
  private static int[][] common(List<String> one, List<String> other) {
    int[][] common = new int[one.size() + 1][other.size() + 1];
    for (int i = one.size() - 1; i >= 0; i--) {
      for (int j = other.size() - 1; j >= 0; j--) {
        common[i][j] =
            one.get(i).equals(other.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
