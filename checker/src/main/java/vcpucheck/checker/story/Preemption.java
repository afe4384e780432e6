package vcpucheck.checker.story;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.trace.Step;

/**
 * A context switch that left a vCPU which could have gone on.
 *
 * @param after how many steps were taken before
 * @param vcpu the index of the vCPU that was left
 * @param earlier how many operations earlier it could have been left, one by one, with the same
 *     violation
 * @param later how many operations later
 * @param ghosts what the vCPU would have done, had it not been left, as far as that was looked at
 * @param late the write that came too late
 */
public record Preemption(
    int after, int vcpu, int earlier, int later, List<Step> ghosts, Optional<Late> late) {
  public Preemption {
    ghosts = List.copyOf(ghosts);
  }

  /**
   * The first write of a vCPU, had it not been left, to what a step of the story then read.
   *
   * @param ghost its index among the vCPU's further steps
   * @param readBy the index of the step that read the value before
   */
  public record Late(int ghost, int readBy) {}

  /** After how many operations in a row the switch leads to the violation: the race window. */
  public int window() {
    return earlier + 1 + later;
  }
}
