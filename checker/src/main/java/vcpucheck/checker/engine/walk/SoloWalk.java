package vcpucheck.checker.engine.walk;

import java.util.Optional;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.trace.Schedule;

/** One vCPU running on alone, with the first outcome of each operation. */
final class SoloWalk {
  /** Nobody helps. */
  static final int ALONE = -1;

  /** The most steps of the helper in a row. */
  private static final int MOST_HELP = 400;

  private final ScheduleWalk walk;

  SoloWalk(ScheduleWalk walk) {
    this.walk = walk;
  }

  /**
   * Lets a vCPU run until it ends, waits or violates a property.
   *
   * @param most how many steps it may take
   * @return how many it took
   */
  int run(int vcpu, int most) {
    int taken = 0;
    while (taken < most && step(vcpu, ALONE)) {
      taken++;
    }
    return taken;
  }

  /**
   * Lets a vCPU take one step.
   *
   * @param helper the vCPU that goes on while the other one waits, or when it has ended; or {@link
   *     #ALONE}
   * @return whether it took one
   */
  boolean step(int vcpu, int helper) {
    for (int help = 0; help <= MOST_HELP && walk.failure().isEmpty(); help++) {
      Optional<Schedule.Choice> next = walk.alternative(vcpu);
      if (next.isPresent()) {
        return walk.take(next.get());
      }
      Optional<Schedule.Choice> other =
          helper == ALONE ? Optional.empty() : walk.alternative(helper);
      if (other.isEmpty()) {
        return false;
      }
      walk.take(other.get());
    }
    return false;
  }
}
