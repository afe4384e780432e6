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
import vcpucheck.mediator.table.BufferTable.Right;
import vcpucheck.mediator.table.ShmBuffer;

/** S49: the first vCPU fills a buffer and inserts it, the second searches for it and reads it. */
public final class PublicationRace {
  private static final StressTest.Subject SUBJECT =
      new StressTest.Subject("S49", "publication", PublicationRace::race);

  private static final long COOKIE = 7;
  private static final int PAGES = 1;

  static final StressTest LOCKED = SUBJECT.on(Revision.XEN_4_22, Variant.LOCKED, Locked.class);
  static final StressTest LOCK_FREE =
      SUBJECT.on(Revision.XEN_4_22, Variant.LOCK_FREE, LockFree.class);

  private PublicationRace() {}

  static Race race(Memory memory, Configuration form) {
    TableSet tables = TableSet.of(memory, form);
    return new Race(() -> insert(tables), () -> read(tables));
  }

  private static String insert(TableSet tables) {
    ShmBuffer buffer = Objects.requireNonNull(tables.structs().buffers().alloc());
    buffer.cookie().set(COOKIE);
    buffer.pageCount().set(PAGES);
    return tables.tables().buffers().insert(buffer, COOKIE, Right.ANY) ? "inserted" : "refused";
  }

  private static String read(TableSet tables) {
    ShmBuffer buffer = tables.tables().buffers().find(COOKIE, Right.ANY);
    if (buffer == null) {
      return "absent";
    }
    boolean isFilled = buffer.cookie().get() == COOKIE && buffer.pageCount().get() == PAGES;
    boolean isLast = tables.tables().buffers().endUse(buffer);
    return isFilled && !isLast ? "filled" : "torn";
  }

  /** All or nothing. */
  @Outcome(id = "inserted, absent", expect = ACCEPTABLE, desc = "not there yet")
  @Outcome(
      id = "inserted, filled",
      expect = ACCEPTABLE,
      desc = "there with all that was written before")
  @Outcome(id = "inserted, torn", expect = FORBIDDEN, desc = "there before it was written")
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
