package vcpucheck.mediator.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.locked.LockedTables;
import vcpucheck.mediator.lockfree.LockFreeTables;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;

/**
 * How a domain's counters keep their limits, whatever the order in which they are reserved. What is
 * wrong only when others run in between keeps them, too, while it runs alone.
 */
final class QuotaTest {
  /** Two threads, three buffers, and pages below five. */
  private static final Behaviour XEN = Behaviour.of(Revision.XEN_4_22, new Limits(2, 3, 3, 5, 2));

  private record Counters(String name, Quota quota) {
    @Override
    public String toString() {
      return name;
    }

    void mustBe(int calls, int buffers, int pages) {
      assertEquals(
          List.of(calls, buffers, pages), List.of(quota.calls(), quota.buffers(), quota.pages()));
    }
  }

  private static Quota locked(Behaviour behaviour) {
    return LockedTables.make(NativeMemory.create(), "d1.", behaviour).quota();
  }

  private static Quota lockFree(Behaviour behaviour) {
    Memory memory = NativeMemory.create();
    StructPools structs = StructPools.of(memory, new StructPools.Capacity(1, 2, 2, 2), 1, 3);
    return LockFreeTables.make(memory, "d1.", structs, behaviour, buffer -> {}).quota();
  }

  private static Counters locked(String name, UnaryOperator<Behaviour> change) {
    return new Counters(name, locked(change.apply(XEN)));
  }

  private static Stream<Counters> alone() {
    return Stream.of(
        locked("as in Xen", xen -> xen),
        locked("under the lock", xen -> xen.with(Fix.JOINT_RESERVATION)),
        locked("pages first", xen -> xen.with(Fix.PAGES_BEFORE_COUNT)),
        locked("decremented in two steps", xen -> xen.with(Mutant.PLAIN_DECREMENT)),
        locked("compared before it is counted", xen -> xen.with(Mutant.CHECK_THEN_INC)),
        locked("without another try", xen -> xen.with(Mutant.NO_RETRY)),
        locked("added before it is compared", xen -> xen.with(Mutant.ADD_THEN_CHECK)),
        new Counters("in one word", lockFree(XEN)),
        new Counters("in one word, in two steps", lockFree(XEN.with(Mutant.TWO_STEP_RESERVE))),
        new Counters("in one word, unchecked", lockFree(XEN.with(Mutant.CHECK_THEN_INC))));
  }

  @ParameterizedTest
  @MethodSource("alone")
  void buffers_are_admitted_up_to_their_limit(Counters counters) {
    Quota quota = counters.quota();
    for (int buffer = 0; buffer < 3; buffer++) {
      assertTrue(quota.reserve(1));
      counters.mustBe(0, buffer + 1, buffer + 1);
    }
    assertFalse(quota.reserve(1));
    counters.mustBe(0, 3, 3);
    quota.giveBack(1);
    counters.mustBe(0, 2, 2);
    assertTrue(quota.reserve(1));
  }

  @ParameterizedTest
  @MethodSource("alone")
  void pages_stay_below_their_quota(Counters counters) {
    Quota quota = counters.quota();
    assertFalse(quota.reserve(5));
    counters.mustBe(0, 0, 0);
    assertTrue(quota.reserve(3));
    assertFalse(quota.reserve(2));
    counters.mustBe(0, 1, 3);
    assertTrue(quota.reserve(1));
    counters.mustBe(0, 2, 4);
    quota.giveBack(3);
    counters.mustBe(0, 1, 1);
    assertTrue(quota.reserve(3));
  }

  @ParameterizedTest
  @MethodSource("alone")
  void calls_are_admitted_up_to_the_threads_and_reset_ends_all(Counters counters) {
    Quota quota = counters.quota();
    assertTrue(quota.reserveCall());
    assertTrue(quota.reserveCall());
    assertFalse(quota.reserveCall());
    quota.returnCall();
    assertTrue(quota.reserve(2));
    counters.mustBe(1, 1, 2);
    assertTrue(quota.reserveCall());
    quota.reset();
    counters.mustBe(0, 0, 0);
  }

  /** As Xen was before the limit of buffers: pages alone are counted. */
  @Test
  void without_a_limit_of_buffers_pages_alone_are_counted() {
    Counters counters = locked("before", xen -> xen.without(Fix.BUFFER_COUNT_LIMIT));
    for (int buffer = 0; buffer < 4; buffer++) {
      assertTrue(counters.quota().reserve(1));
    }
    assertFalse(counters.quota().reserve(1));
    counters.mustBe(0, 0, 4);
    counters.quota().giveBack(1);
    counters.mustBe(0, 0, 3);
    Counters pagesFirst =
        locked(
            "pages first", xen -> xen.without(Fix.BUFFER_COUNT_LIMIT).with(Fix.PAGES_BEFORE_COUNT));
    for (int buffer = 0; buffer < 4; buffer++) {
      assertTrue(pagesFirst.quota().reserve(1));
    }
    pagesFirst.mustBe(0, 0, 4);
  }

  /** What takes the answer for the new value refuses the last buffer, alone as well. */
  @Test
  void an_answer_that_is_misread_costs_a_buffer() {
    Counters counters = locked("misread", xen -> xen.with(Mutant.ADD_RETURNS_NEW));
    assertTrue(counters.quota().reserve(1));
    assertTrue(counters.quota().reserve(1));
    assertFalse(counters.quota().reserve(1));
    counters.mustBe(0, 3, 2);
    assertFalse(counters.quota().reserve(1));
    counters.mustBe(0, 3, 2);
  }

  private static ShmRpc page(StructPools structs, long cookie) {
    ShmRpc page = Objects.requireNonNull(structs.rpcs().alloc());
    page.cookie().set(cookie);
    return page;
  }

  /** An argument page that is taken out while it is used is freed by its last user. */
  @Test
  void a_counted_page_is_freed_by_its_last_user() {
    Memory memory = NativeMemory.create();
    StructPools structs = StructPools.of(memory, new StructPools.Capacity(1, 2, 2, 2), 1, 3);
    RpcTable pages = LockedTables.make(memory, "d1.", XEN.with(Fix.RPC_USE_COUNT)).rpcs();
    ShmRpc page = page(structs, 1);
    assertTrue(pages.insert(page, 1));
    assertEquals(page, pages.find(1));
    assertEquals(page, pages.find(1));
    assertFalse(pages.endUse(page));
    assertNull(pages.remove(1));
    assertNull(pages.find(1));
    assertTrue(pages.endUse(page));
    ShmRpc unused = page(structs, 2);
    assertTrue(pages.insert(unused, 2));
    assertEquals(unused, pages.find(2));
    assertFalse(pages.endUse(unused));
    assertEquals(unused, pages.remove(2));
  }
}
