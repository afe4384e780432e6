package vcpucheck.scenarios.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.ShmRpc;

/**
 * S50: the first vCPU takes an argument page out of the table and frees it, the second searches for
 * it and uses it.
 */
public final class RetirementRace {
  private static final StressTest.Subject SUBJECT =
      new StressTest.Subject("S50", "retirement", RetirementRace::race);

  private static final long COOKIE = 7;
  private static final String FREED = "freed";

  static final StressTest LOCKED = SUBJECT.on(Revision.REPAIRED, Variant.LOCKED, Locked.class);
  static final StressTest LOCK_FREE =
      SUBJECT.on(Revision.XEN_4_22, Variant.LOCK_FREE, LockFree.class);

  private RetirementRace() {}

  static Race race(Memory memory, Configuration form) {
    TableSet tables = TableSet.of(memory, form);
    ShmRpc rpc = Objects.requireNonNull(tables.structs().rpcs().alloc());
    rpc.cookie().set(COOKIE);
    rpc.users().set(1);
    if (tables.tables().rpcs().insert(rpc, COOKIE) && tables.tables().rpcs().endUse(rpc)) {
      throw new IllegalStateException("a page that was not taken out must not be freed");
    }
    return new Race(() -> retire(tables), () -> use(tables));
  }

  private static String retire(TableSet tables) {
    ShmRpc rpc = tables.tables().rpcs().remove(COOKIE);
    if (rpc == null) {
      return "left";
    }
    tables.structs().rpcs().free(rpc);
    return FREED;
  }

  private static String use(TableSet tables) {
    ShmRpc rpc = tables.tables().rpcs().find(COOKIE);
    if (rpc == null) {
      return "absent";
    }
    tables
        .memory()
        .expect(rpc.cookie().get() == COOKIE, "right-page", "a search finds another page");
    if (!tables.tables().rpcs().endUse(rpc)) {
      return "used";
    }
    tables.structs().rpcs().free(rpc);
    return FREED;
  }

  /** One of the two frees it. */
  @Outcome(id = "freed, absent", expect = ACCEPTABLE, desc = "it is not used")
  @Outcome(id = "freed, used", expect = ACCEPTABLE, desc = "used before it was taken out")
  @Outcome(
      id = "left, freed",
      expect = ACCEPTABLE,
      desc = "taken out while in use: the last user frees it")
  @Outcome(id = "left, used", expect = FORBIDDEN, desc = "it is not freed")
  @Outcome(id = "freed, freed", expect = FORBIDDEN, desc = "both free it")
  @Outcome(id = "left, absent", expect = FORBIDDEN, desc = "it is not freed")
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
