package vcpucheck.checker.walk;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.trace.Replay;

/**
 * What is to be seen at the end of a schedule.
 *
 * @param vcpus the vCPUs' names, by index
 * @param start every variable at the start
 * @param steps what happened so far, one for each choice that was taken
 * @param turns what each vCPU can do next, by index
 * @param holders the locks that are held
 * @param violation what is wrong here
 * @param divergence where the schedule stopped to apply; empty if it was walked to its end
 */
public record Position(
    List<String> vcpus,
    List<Cell> start,
    List<WalkedStep> steps,
    List<Turn> turns,
    List<Holder> holders,
    Optional<Replay.Violation> violation,
    Optional<Replay.Divergence> divergence) {
  /**
   * A lock that a vCPU holds.
   *
   * @param lock the lock's name
   * @param vcpu the vCPU's index
   */
  public record Holder(String lock, int vcpu) {}

  public Position {
    vcpus = List.copyOf(vcpus);
    start = List.copyOf(start);
    steps = List.copyOf(steps);
    turns = List.copyOf(turns);
    holders = List.copyOf(holders);
  }
}
