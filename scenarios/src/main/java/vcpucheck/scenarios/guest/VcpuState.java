package vcpucheck.scenarios.guest;

import java.util.List;
import java.util.Locale;
import vcpucheck.mediator.xen.Registers;

/**
 * The local state of a vCPU between two calls.
 *
 * @param job the number of its job
 * @param phase where in the job it is
 * @param held the cookies that it holds
 * @param registers the registers that matter in the phase
 */
record VcpuState(int job, Phase phase, List<Long> held, Registers registers) {
  /** Where in a job a vCPU is. */
  enum Phase {
    /** At its begin. */
    BEGIN,
    /** Every thread is busy; {@code registers} are those of the call to repeat. */
    WAIT,
    /** {@code registers} hold a request of OP-TEE's. */
    REQUEST
  }

  private static final Registers NOTHING = Registers.of(0);

  VcpuState {
    held = List.copyOf(held);
  }

  static VcpuState begin(int job, List<Long> held) {
    return new VcpuState(job, Phase.BEGIN, held, NOTHING);
  }

  VcpuState waiting(List<Long> newHeld, Registers call) {
    return new VcpuState(job, Phase.WAIT, newHeld, call);
  }

  VcpuState requested(List<Long> newHeld, Registers request) {
    return new VcpuState(job, Phase.REQUEST, newHeld, request);
  }

  @Override
  public String toString() {
    return "job " + job + " " + phase.name().toLowerCase(Locale.ROOT) + " " + held;
  }
}
