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
import vcpucheck.mediator.table.Quota;

/**
 * S56: the first vCPU reserves room for a buffer that fits, the second for one that is too large.
 */
public final class OverReservationRace {
  private static final StressTest.Subject SUBJECT =
      new StressTest.Subject("S56", "over-reservation", OverReservationRace::race);

  static final StressTest LOCKED = SUBJECT.on(Revision.XEN_4_22, Variant.LOCKED, Locked.class);
  static final StressTest LOCK_FREE =
      SUBJECT.on(Revision.XEN_4_22, Variant.LOCK_FREE, LockFree.class);

  private OverReservationRace() {}

  static Race race(Memory memory, Configuration form) {
    Quota quota = TableSet.of(memory, form).tables().quota();
    return new Race(() -> reserve(quota, 1), () -> reserve(quota, TableSet.TOO_MANY_PAGES));
  }

  private static String reserve(Quota quota, int pages) {
    return quota.reserve(pages) ? "reserved" : "refused";
  }

  /** Two counters, one after the other: while the large one is refused, it counts. */
  @JCStressTest
  @Outcome(id = "reserved, refused", expect = ACCEPTABLE, desc = "as the limits say")
  @Outcome(
      id = "refused, refused",
      expect = ACCEPTABLE_INTERESTING,
      desc = "one that fits is refused because of one that does not")
  @State
  public static class Locked extends Actors {
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

  /** Both counters in one word. */
  @JCStressTest
  @Outcome(id = "reserved, refused", expect = ACCEPTABLE, desc = "as the limits say")
  @Outcome(
      id = "refused, refused",
      expect = FORBIDDEN,
      desc = "one that fits is refused because of one that does not")
  @State
  public static class LockFree extends Actors {
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
