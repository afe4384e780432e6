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
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.Quota;

/**
 * S10: both vCPUs reserve room for a buffer, and there is room for one. {@link BufferCountEdgeRace}
 * goes all the way through the mediator; here are the limits alone, so that a mutant is seen at
 * once.
 */
public final class LastPlaceRace {
  private static final StressTest.Subject SUBJECT =
      new StressTest.Subject("S10", "last-place", LastPlaceRace::race);

  static final StressTest LOCKED = SUBJECT.on(Revision.XEN_4_22, Variant.LOCKED, Locked.class);
  static final StressTest LOCK_FREE =
      SUBJECT.on(Revision.XEN_4_22, Variant.LOCK_FREE, LockFree.class);
  static final StressTest CHECK_THEN_INC =
      SUBJECT.on(
          Revision.XEN_4_22, Variant.LOCK_FREE, Mutant.CHECK_THEN_INC, CheckThenIncrement.class);

  private LastPlaceRace() {}

  static Race race(Memory memory, Configuration form) {
    Quota quota = TableSet.of(memory, form).tables().quota();
    return new Race(() -> reserve(quota), () -> reserve(quota));
  }

  private static String reserve(Quota quota) {
    return quota.reserve(1) ? "accepted" : "refused";
  }

  /** {@code atomic_add_unless}. */
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

  /** Both counters in one word. */
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

  /** The word is read, compared, and then incremented. */
  @JCStressTest
  @Outcome(id = "accepted, refused", expect = ACCEPTABLE, desc = "the first is earlier")
  @Outcome(id = "refused, accepted", expect = ACCEPTABLE, desc = "the second is earlier")
  @Outcome(
      id = "accepted, accepted",
      expect = ACCEPTABLE_INTERESTING,
      desc = "both saw the last place free")
  @Outcome(id = "refused, refused", expect = FORBIDDEN, desc = "neither wins")
  @State
  public static class CheckThenIncrement extends Actors {
    public CheckThenIncrement() {
      super(CHECK_THEN_INC);
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
