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
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.scenarios.guest.Guest;
import vcpucheck.scenarios.guest.GuestCalls;
import vcpucheck.scenarios.guest.Jobs;
import vcpucheck.scenarios.guest.LinuxRpcHandler;
import vcpucheck.scenarios.guest.Messages;
import vcpucheck.scenarios.tee.Script;
import vcpucheck.scenarios.world.World;
import vcpucheck.scenarios.world.WorldSize;

/**
 * S01: the first vCPU lends OP-TEE a payload buffer, is asked to free it, frees it and resumes; the
 * second registers a new buffer as soon as a cookie is free.
 */
public final class CookieReuseRace {
  private static final StressTest.Subject SUBJECT =
      new StressTest.Subject("S01", "cookie-reuse", CookieReuseRace::race);

  static final StressTest XEN_4_13 = SUBJECT.on(Revision.XEN_4_13, Variant.LOCKED, Xen413.class);
  static final StressTest XEN_4_14 = SUBJECT.on(Revision.XEN_4_14, Variant.LOCKED, Xen414.class);
  static final StressTest LOCK_FREE =
      SUBJECT.on(Revision.XEN_4_22, Variant.LOCK_FREE, LockFree.class);

  private CookieReuseRace() {}

  static Race race(Memory memory, Configuration form) {
    WorldSize sizes = new WorldSize(2, 2).scripts(Script.borrowPayload());
    Guest guest = new World(memory, sizes, form).guest();
    Registers allocation = GuestCalls.answer(guest, GuestCalls.begin(guest, 0, Messages.invoke(0)));
    Registers offer = LinuxRpcHandler.INSTANCE.answer(guest, allocation);
    Registers registration = Jobs.callWith(guest, 1, Messages.register(guest.buffer(2)));
    return new Race(
        () -> GuestCalls.status(GuestCalls.answer(guest, guest.call(offer))),
        () -> {
          guest.cookies().allocate();
          return GuestCalls.result(guest, 1, guest.call(registration));
        });
  }

  /** The race. */
  @JCStressTest
  @Outcome(id = "ended, accepted", expect = ACCEPTABLE, desc = "the old buffer is forgotten")
  @Outcome(
      id = "ended, refused",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the cookie is free, but Xen still knows it")
  @State
  public static class Xen413 extends Actors {
    public Xen413() {
      super(XEN_4_13);
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
  @Outcome(id = "ended, accepted", expect = ACCEPTABLE, desc = "the old buffer is forgotten")
  @Outcome(id = "ended, refused", expect = FORBIDDEN, desc = "the race of 4.13")
  abstract static class Fixed extends Actors {
    Fixed(StressTest test) {
      super(test);
    }
  }

  /** The fix. */
  @JCStressTest
  @State
  public static class Xen414 extends Fixed {
    public Xen414() {
      super(XEN_4_14);
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
