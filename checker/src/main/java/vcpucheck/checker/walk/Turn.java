package vcpucheck.checker.walk;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.trace.Replay;

/**
 * What a vCPU can do next.
 *
 * @param vcpu the vCPU's index
 * @param status whether it can go on
 * @param wanted what it wants to do; empty if it has ended
 * @param options the steps that it can take, by alternative; none if it cannot go on
 */
public record Turn(int vcpu, Status status, Optional<WalkedStep> wanted, List<Option> options) {
  /** Whether a vCPU can go on. */
  public enum Status {
    /** It can take a step. */
    READY,
    /** It waits for another vCPU. */
    WAITS,
    /** It has ended. */
    ENDED,
    /** The walk is over: a property is violated, or an assumption of the code fails. */
    STOPPED
  }

  /**
   * A step that can be taken.
   *
   * @param step what it does
   * @param violation what is wrong afterwards
   */
  public record Option(WalkedStep step, Optional<Replay.Violation> violation) {}

  public Turn {
    options = List.copyOf(options);
  }
}
