package vcpucheck.scenarios.guest;

import java.util.List;
import java.util.Optional;
import vcpucheck.mediator.xen.Registers;

/**
 * One thing that a vCPU does: at most one call, with what comes before and after.
 *
 * <p>What a job knows of earlier ones is the list of buffers that the vCPU holds, as cookies.
 */
public interface Job {
  /**
   * Prepares the call.
   *
   * @param vcpu the vCPU's number
   * @param held the cookies that the vCPU holds
   */
  Prepared prepare(Guest guest, int vcpu, List<Long> held);

  /**
   * Looks at the outcome of the call.
   *
   * @param held what {@link #prepare} returned
   * @param result the registers that the call returned last
   */
  Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result);

  /**
   * A call that is ready.
   *
   * @param call the registers; empty if there is nothing to call
   * @param held the cookies that the vCPU holds now
   */
  record Prepared(Optional<Registers> call, List<Long> held) {
    public Prepared {
      held = List.copyOf(held);
    }
  }

  /**
   * What follows a call.
   *
   * @param isDone whether the job is done; otherwise it begins again
   * @param held the cookies that the vCPU holds now
   */
  record Outcome(boolean isDone, List<Long> held) {
    public Outcome {
      held = List.copyOf(held);
    }

    static Outcome done(List<Long> held) {
      return new Outcome(true, held);
    }
  }
}
