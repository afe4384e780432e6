package vcpucheck.scenarios.world;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.Job;

/** The end of a domain, at the toolstack's wish: {@code domain_kill}. */
public final class Destruction {
  private final World world;
  private final IntCell running;
  private final boolean waits;

  /**
   * Makes a toolstack.
   *
   * @param vcpus how many vCPUs do {@link #paused} before the domain goes
   */
  public Destruction(World world, int vcpus) {
    this(world, vcpus, true);
  }

  /**
   * Makes a toolstack.
   *
   * @param waits whether it waits until the vCPUs are paused; if not, a weakening
   */
  public Destruction(World world, int vcpus, boolean waits) {
    this.world = world;
    this.waits = waits;
    running = world.guest().memory().intCell("d1.vcpus_running", vcpus);
  }

  /** A vCPU's last job: it runs no more. */
  public Job paused() {
    return new Paused(running);
  }

  /** The toolstack: pauses every vCPU, waits for that, and destroys the domain. */
  public Vcpu<?> program() {
    return Vcpu.of("toolstack", this::destroy);
  }

  private void destroy() {
    if (waits) {
      running.await(0);
    }
    world
        .guest()
        .memory()
        .<String, Errno>loop(
            "relinquish",
            again -> {
              Errno error = world.mediator().relinquish(world.guest().domain());
              return error == Errno.ERESTART ? Iteration.again(again) : Iteration.done(error);
            });
  }

  private record Paused(IntCell running) implements Job {
    @Override
    public Prepared prepare(Guest guest, int vcpu, List<Long> held) {
      running.add(-1, Access.RELEASE);
      return new Prepared(Optional.empty(), held);
    }

    @Override
    public Outcome conclude(Guest guest, int vcpu, List<Long> held, Registers result) {
      return new Outcome(true, held);
    }
  }
}
