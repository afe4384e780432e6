package vcpucheck.scenarios.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestCalls;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.tee.RpcDemand;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/** S29: both vCPUs resume one call, which is interrupted once more and then ends. */
public final class DoubleResumeRace {
  private static final StressTest.Subject SUBJECT =
      new StressTest.Subject("S29", "double-resume", DoubleResumeRace::race);

  static final StressTest LOCKED = SUBJECT.on(Revision.XEN_4_22, Variant.LOCKED, Locked.class);
  static final StressTest LOCK_FREE =
      SUBJECT.on(Revision.XEN_4_22, Variant.LOCK_FREE, LockFree.class);

  private DoubleResumeRace() {}

  static Race race(Memory memory, Configuration form) {
    Script script = Script.of(new RpcDemand.Interrupt(), new RpcDemand.Interrupt());
    Guest guest = new World(memory, new WorldSize(2, 1).scripts(script), form).guest();
    Registers resume = LinuxRpcHandler.resume(GuestCalls.begin(guest, 0, Messages.invoke(0)));
    return new Race(
        () -> GuestCalls.status(guest.call(resume)), () -> GuestCalls.status(guest.call(resume)));
  }

  /** One vCPU at a time. */
  @Outcome(id = "interrupted, refused", expect = ACCEPTABLE, desc = "the first resumes it")
  @Outcome(id = "refused, interrupted", expect = ACCEPTABLE, desc = "the second resumes it")
  @Outcome(id = "interrupted, ended", expect = ACCEPTABLE, desc = "one after the other")
  @Outcome(id = "ended, interrupted", expect = ACCEPTABLE, desc = "one after the other")
  @Outcome(id = "refused, refused", expect = FORBIDDEN, desc = "neither resumes it")
  @Outcome(id = "interrupted, interrupted", expect = FORBIDDEN, desc = "both drive it")
  @Outcome(id = "ended, ended", expect = FORBIDDEN, desc = "both drive it")
  abstract static class Expected extends Actors {
    Expected(StressTest test) {
      super(test);
    }
  }

  /** Under the lock. */
  @JCStressTest
  @State
  public static class Locked extends Expected {
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
  public static class LockFree extends Expected {
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
