package vcpucheck.scenarios.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestCalls;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/** S10: both vCPUs register a buffer of their own, and there is room for one. */
public final class BufferCountEdgeRace {
  private static final StressTest.Subject SUBJECT =
      new StressTest.Subject("S10", "buffer-count-edge", BufferCountEdgeRace::race);

  static final StressTest LOCKED = SUBJECT.on(Revision.XEN_4_22, Variant.LOCKED, Locked.class);
  static final StressTest LOCK_FREE =
      SUBJECT.on(Revision.XEN_4_22, Variant.LOCK_FREE, LockFree.class);

  private BufferCountEdgeRace() {}

  static Race race(Memory memory, Configuration form) {
    Guest guest = new World(memory, new WorldSize(2, 2).buffers(1), form).guest();
    Registers first = Jobs.callWith(guest, 0, Messages.register(guest.buffer(1)));
    Registers second = Jobs.callWith(guest, 1, Messages.register(guest.buffer(2)));
    return new Race(
        () -> GuestCalls.result(guest, 0, guest.call(first)),
        () -> GuestCalls.result(guest, 1, guest.call(second)));
  }

  /** Under the lock. */
  @JCStressTest
  @State
  public static class Locked extends OneWins {
    public Locked() {
      super(LOCKED);
    }

    @Actor
    public void first(LL_Result result) {
      runFirst(result);
    }

    @Actor
    public void second(LL_Result result) {
      runSecond(result);
    }
  }

  /** Without a lock. */
  @JCStressTest
  @State
  public static class LockFree extends OneWins {
    public LockFree() {
      super(LOCK_FREE);
    }

    @Actor
    public void first(LL_Result result) {
      runFirst(result);
    }

    @Actor
    public void second(LL_Result result) {
      runSecond(result);
    }
  }
}
