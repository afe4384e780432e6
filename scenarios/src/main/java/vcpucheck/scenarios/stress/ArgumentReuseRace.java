package vcpucheck.scenarios.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestCalls;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S03: the first vCPU is asked to free an argument page, frees it and resumes; the second lends
 * OP-TEE an argument page as soon as a cookie is free.
 */
public final class ArgumentReuseRace {
  private static final StressTest.Subject SUBJECT =
      new StressTest.Subject("S03", "argument-reuse", ArgumentReuseRace::race);

  private static final String LENT = "lent";

  static final StressTest XEN_4_16 = SUBJECT.on(Revision.XEN_4_16, Variant.LOCKED, Xen416.class);
  static final StressTest XEN_4_17 = SUBJECT.on(Revision.XEN_4_17, Variant.LOCKED, Xen417.class);
  static final StressTest LOCK_FREE =
      SUBJECT.on(Revision.XEN_4_22, Variant.LOCK_FREE, LockFree.class);

  private ArgumentReuseRace() {}

  static Race race(Memory memory, Configuration form) {
    WorldSize sizes = new WorldSize(2, 1).withoutCache().scripts(Script.of(Script.time()));
    Guest guest = new World(memory, sizes, form).guest();
    Registers time = GuestCalls.answer(guest, GuestCalls.begin(guest, 0, Messages.invoke(0)));
    Registers told = LinuxRpcHandler.INSTANCE.answer(guest, time);
    Registers request = GuestCalls.begin(guest, 1, Messages.invoke(0));
    return new Race(
        () -> GuestCalls.status(GuestCalls.answer(guest, guest.call(told))),
        () ->
            SmcReturn.rpcFunction(GuestCalls.answer(guest, request).r0()) == SmcReturn.RPC_FUNC_CMD
                ? LENT
                : GuestCalls.REFUSED);
  }

  /** The race. */
  @JCStressTest
  @Outcome(id = "ended, lent", expect = ACCEPTABLE, desc = "the old page is forgotten")
  @Outcome(
      id = "ended, refused",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the cookie is free, but Xen still knows it")
  @State
  public static class Xen416 extends Actors {
    public Xen416() {
      super(XEN_4_16);
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

  /** What is right. */
  @Outcome(id = "ended, lent", expect = ACCEPTABLE, desc = "the old page is forgotten")
  @Outcome(id = "ended, refused", expect = FORBIDDEN, desc = "the race of 4.16")
  abstract static class Fixed extends Actors {
    Fixed(StressTest test) {
      super(test);
    }
  }

  /** The fix. */
  @JCStressTest
  @State
  public static class Xen417 extends Fixed {
    public Xen417() {
      super(XEN_4_17);
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
  public static class LockFree extends Fixed {
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
