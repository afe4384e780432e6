package vcpucheck.checker.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.compare.Alignment;

/**
 * Operations in a row that only one of two forms does, and between which operations of both.
 *
 * @param isAdded whether the candidate does them; otherwise the form that it is compared with
 * @param first the number of the first one in that run, from 1
 * @param last the number of the last one
 * @param after the operation that both do before; empty at the start
 * @param groups the operations, by C function
 * @param before the operation that both do behind; empty at the end
 */
public record Stretch(
    boolean isAdded,
    int first,
    int last,
    Optional<SoloRun.Operation> after,
    List<Group> groups,
    Optional<SoloRun.Operation> before) {
  public Stretch {
    groups = List.copyOf(groups);
  }

  /**
   * Operations in a row in one C function.
   *
   * @param function the innermost C function; empty if none is named
   * @param operations what is done
   */
  public record Group(String function, List<SoloRun.Operation> operations) {
    public Group {
      operations = List.copyOf(operations);
    }
  }

  /** What two runs of a vCPU do otherwise, in their order. */
  static List<Stretch> of(Alignment runs) {
    return runs.stretches().stream().map(edits -> of(runs, edits)).toList();
  }

  private static Stretch of(Alignment runs, List<Alignment.Edit> edits) {
    boolean isAdded = edits.get(0).isAdded();
    List<SoloRun.Operation> run = (isAdded ? runs.to() : runs.from()).operations();
    int first = edits.get(0).position();
    int last = edits.get(edits.size() - 1).position();
    return new Stretch(
        isAdded,
        first,
        last,
        first == 1 ? Optional.empty() : Optional.of(run.get(first - 2)),
        groups(edits.stream().map(Alignment.Edit::operation).toList()),
        last == run.size() ? Optional.empty() : Optional.of(run.get(last)));
  }

  private static List<Group> groups(List<SoloRun.Operation> operations) {
    List<Group> groups = new ArrayList<>();
    List<SoloRun.Operation> open = new ArrayList<>();
    for (SoloRun.Operation operation : operations) {
      if (!open.isEmpty() && !function(open.get(0)).equals(function(operation))) {
        groups.add(new Group(function(open.get(0)), open));
        open = new ArrayList<>();
      }
      open.add(operation);
    }
    groups.add(new Group(function(open.get(0)), open));
    return groups;
  }

  private static String function(SoloRun.Operation operation) {
    return operation.step().function();
  }
}
