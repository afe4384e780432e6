package vcpucheck.mediator.locked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.model.Property;
import vcpucheck.checker.model.Vcpu;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.BufferTable;
import vcpucheck.mediator.table.BufferTable.Right;
import vcpucheck.mediator.table.CallTable;
import vcpucheck.mediator.table.Quota;
import vcpucheck.mediator.table.RpcTable;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;

class LockedTablesTest {
  private static final Behaviour XEN = Behaviour.of(Revision.XEN_4_22, new Limits(2, 2, 2, 4, 2));

  private static StructPools structs(Memory memory) {
    return StructPools.of(memory, new StructPools.Capacity(1, 3, 3, 3), 1, 2);
  }

  @Test
  void the_oldest_call_with_a_thread_id_is_claimed_once() {
    Memory memory = NativeMemory.create();
    CallTable calls = LockedTables.make(memory, "d1.", XEN).calls();
    StructPools structs = structs(memory);
    StdCall older = Objects.requireNonNull(structs.calls().alloc());
    StdCall newer = Objects.requireNonNull(structs.calls().alloc());
    older.opteeThreadId().set(1);
    newer.opteeThreadId().set(1);
    calls.insert(older);
    calls.insert(newer);

    assertEquals(new CallTable.Claim(older, false), calls.claim(1));
    assertEquals(new CallTable.Claim(null, true), calls.claim(1));
    assertEquals(new CallTable.Claim(null, false), calls.claim(2));
    calls.remove(older);
    assertEquals(List.of(newer), calls.snapshot());
  }

  @Test
  void taking_a_call_out_twice_is_a_violation() {
    Memory memory = NativeMemory.create();
    CallTable calls = LockedTables.make(memory, "d1.", XEN).calls();
    StdCall call = Objects.requireNonNull(structs(memory).calls().alloc());
    calls.insert(call);
    calls.remove(call);

    assertThrows(ViolationException.class, () -> calls.remove(call));
  }

  @Test
  void the_last_user_frees_an_argument_page_that_was_taken_out() {
    Memory memory = NativeMemory.create();
    Tables tables = LockedTables.make(memory, "d1.", XEN.with(Fix.RPC_USE_COUNT));
    RpcTable rpcs = tables.rpcs();
    ShmRpc rpc = Objects.requireNonNull(structs(memory).rpcs().alloc());
    rpc.cookie().set(5);
    assertTrue(rpcs.insert(rpc, 5));
    assertFalse(rpcs.insert(rpc, 5));

    assertEquals(rpc, rpcs.find(5));
    assertNull(rpcs.remove(5));
    assertNull(rpcs.find(5));
    assertTrue(rpcs.endUse(rpc));
  }

  @Test
  void a_buffer_that_is_used_without_the_lock_may_be_freed_meanwhile() {
    Verdict verdict = verdict(memory -> uses(memory, XEN));
    assertEquals("memory-safety", assertInstanceOf(Verdict.Violated.class, verdict).property());
  }

  @Test
  void a_buffer_that_is_used_under_the_lock_is_not_freed_meanwhile() {
    Behaviour repaired = XEN.with(Fix.LOCKED_BUFFER_USE);
    assertInstanceOf(Verdict.Verified.class, verdict(memory -> uses(memory, repaired)));
  }

  /* One finds a buffer and looks into it, another takes it out and frees it. */
  private static Program uses(Memory memory, Behaviour behaviour) {
    BufferTable buffers = LockedTables.make(memory, "d1.", behaviour).buffers();
    StructPools structs = structs(memory);
    ShmBuffer only = Objects.requireNonNull(structs.buffers().alloc());
    only.cookie().set(5);
    assertTrue(buffers.insert(only, 5, Right.ANY));
    return Program.of(
        List.of(
            Vcpu.of(
                "user",
                () -> {
                  ShmBuffer found = buffers.find(5, Right.ANY);
                  if (found != null) {
                    found.pageCount().get();
                    buffers.endUse(found);
                  }
                }),
            Vcpu.of(
                "remover",
                () -> {
                  ShmBuffer removed = buffers.remove(5, Right.ANY);
                  if (removed != null) {
                    structs.buffers().free(removed);
                  }
                })));
  }

  @Test
  void two_reservations_at_the_edge_of_a_limit_are_one_too_many() {
    assertInstanceOf(Verdict.Verified.class, verdict(memory -> edge(memory, XEN)));
  }

  @ParameterizedTest
  @EnumSource(names = {"CHECK_THEN_INC", "ADD_RETURNS_NEW", "NO_RETRY", "ADD_THEN_CHECK"})
  void a_weakened_reservation_is_caught(Mutant mutant) {
    assertInstanceOf(Verdict.Violated.class, verdict(memory -> edge(memory, XEN.with(mutant))));
  }

  /* Two vCPUs reserve the last buffer, and one page each of the last two. */
  private static Program edge(Memory memory, Behaviour behaviour) {
    AtomicQuota quota = new AtomicQuota(memory, "d1.", memory.spinLock("d1.lock"), behaviour);
    IntCell buffers = memory.intCell("buffers", 0);
    IntCell pages = memory.intCell("pages", 0);
    assertTrue(quota.reserveBuffer());
    assertTrue(quota.reservePages(1));
    return Program.of(
        List.of(
            Vcpu.of("a", () -> reserve(quota, buffers, pages, 1)),
            Vcpu.of("b", () -> reserve(quota, buffers, pages, 1)),
            Vcpu.of("c", () -> reserve(quota, buffers, pages, 3))),
        Property.always("within-limits", holds(q -> q.buffers() <= 2 && q.pages() < 4, quota)),
        Property.atEnd("one-buffer", () -> problem(buffers.get() == 1)),
        Property.atEnd("two-pages", () -> problem(pages.get() == 2)));
  }

  private static void reserve(AtomicQuota quota, IntCell buffers, IntCell pages, int wanted) {
    if (wanted == 1 && quota.reserveBuffer()) {
      buffers.add(1);
    }
    if (quota.reservePages(wanted)) {
      pages.add(wanted);
    }
  }

  private static Property.Check holds(Predicate<Quota> condition, Quota quota) {
    return () -> problem(condition.test(quota));
  }

  private static Optional<String> problem(boolean holds) {
    return holds ? Optional.empty() : Optional.of("the counters are wrong");
  }

  @Test
  void of_two_resumes_one_gets_the_call() {
    assertInstanceOf(Verdict.Verified.class, verdict(memory -> resumes(memory, XEN)));
  }

  @Test
  void a_flag_outside_of_the_lock_is_caught() {
    assertInstanceOf(
        Verdict.Violated.class, verdict(memory -> resumes(memory, XEN.with(Mutant.UNLOCKED_FLAG))));
  }

  private static Program resumes(Memory memory, Behaviour behaviour) {
    CallTable calls = LockedTables.make(memory, "d1.", behaviour).calls();
    StdCall call = Objects.requireNonNull(structs(memory).calls().alloc());
    call.opteeThreadId().set(1);
    calls.insert(call);
    IntCell claims = memory.intCell("claims", 0);
    Runnable resume =
        () -> {
          if (calls.claim(1).call() != null) {
            claims.add(1);
          }
        };
    return Program.of(
        List.of(Vcpu.of("a", resume), Vcpu.of("b", resume)),
        Property.atEnd("single-driver", () -> problem(claims.get() == 1)));
  }

  private static Verdict verdict(Model model) {
    return Checker.of(model).run().verdict();
  }
}
