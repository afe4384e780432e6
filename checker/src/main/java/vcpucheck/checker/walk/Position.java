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
 * @param hidden what memory has beside the last values
 * @param violation what is wrong here
 * @param divergence where the schedule stopped to apply; empty if it was walked to its end
 */
public record Position(
    List<String> vcpus,
    List<Cell> start,
    List<WalkedStep> steps,
    List<Turn> turns,
    List<Holder> holders,
    List<Hidden> hidden,
    Optional<Replay.Violation> violation,
    Optional<Replay.Divergence> divergence) {
  /**
   * A lock that a vCPU holds.
   *
   * @param lock the lock's name
   * @param vcpu the vCPU's index
   */
  public record Holder(String lock, int vcpu) {}

  /**
   * A value that is not the last one of its variable, or that only some vCPUs know.
   *
   * @param vcpu the index of the vCPU that it concerns
   * @param kind why, as a word: "buffered" if the vCPU has stored it and memory has it not,
   *     "promised" if others may see what the vCPU will store, "readable" if it was overwritten and
   *     the vCPU may still read it
   * @param variable the variable's name
   * @param value its value as text
   */
  public record Hidden(int vcpu, String kind, String variable, String value) {}

  public Position {
    vcpus = List.copyOf(vcpus);
    start = List.copyOf(start);
    steps = List.copyOf(steps);
    turns = List.copyOf(turns);
    holders = List.copyOf(holders);
    hidden = List.copyOf(hidden);
  }
}
