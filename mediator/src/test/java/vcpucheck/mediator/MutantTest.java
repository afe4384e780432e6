package vcpucheck.mediator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.GuestPage;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.PageType;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo.Entry;

/** What each weakening does that Xen 4.22 does not. */
class MutantTest {
  private static final long COOKIE = 0x60;
  private static final int SHARED_PAGE = 6;

  /** What a test looks at. */
  private interface Probe {
    Object on(Bench bench);
  }

  private static void check(Mutant mutant, Object weakened, Probe probe) {
    assertNotEquals(weakened, probe.on(Bench.xen()), "xen-4.22");
    assertEquals(weakened, probe.on(Bench.with(mutant)), mutant.label());
  }

  private static Object[] seen() {
    return new Object[1];
  }

  @Test
  void one_name_space_refuses_a_buffers_cookie_for_an_argument_page() {
    check(
        Mutant.ONE_LIST,
        0,
        bench -> {
          bench.registered(COOKIE);
          bench.then(Registers.of(SmcReturn.RPC_PREFIX)).call(Message.EMPTY.withCommand(1));
          bench.resume(Bench.BASE + 0x1000, COOKIE);
          return bench.context().rpcs().size();
        });
  }

  @Test
  void a_thread_id_that_is_not_reset_is_there_while_the_secure_world_runs() {
    Probe idInside =
        bench -> {
          Object[] seen = seen();
          bench.then(Registers.of(0xFFFF_0004L)).call(Message.EMPTY.withCommand(1));
          bench
              .then(
                  arguments -> {
                    seen[0] = bench.context().calls().get(0).opteeThreadId().get();
                    return Bench.OK;
                  })
              .resume(0, 0);
          return seen[0];
        };
    check(Mutant.NO_RESET, 0, idInside);
    check(Mutant.LATE_RESET, 0, idInside);
  }

  @Test
  void a_call_that_is_counted_too_short_is_not_counted_inside() {
    check(
        Mutant.COUNT_FIRST,
        0,
        bench -> {
          Object[] seen = seen();
          bench
              .then(
                  arguments -> {
                    seen[0] = bench.context().quota().calls();
                    return Bench.OK;
                  })
              .call(Message.EMPTY.withCommand(1));
          assertEquals(0, bench.context().quota().calls());
          return seen[0];
        });
  }

  @Test
  void a_buffer_that_is_unpinned_on_request_is_not_pinned_inside() {
    check(
        Mutant.UNPIN_ON_REQUEST,
        1,
        bench -> {
          Object[] seen = seen();
          bench.registered(COOKIE);
          bench
              .then(
                  arguments -> {
                    seen[0] = bench.machine.guestPage(SHARED_PAGE).references();
                    return Bench.OK;
                  })
              .call(
                  Bench.message(MessageCommand.UNREGISTER_SHM, ParamType.RMEM_INPUT, 0, 0, COOKIE));
          return seen[0];
        });
  }

  @Test
  void a_restart_with_the_right_id_still_does_not_complete() {
    check(
        Mutant.FIXED_ID,
        SmcFunction.CALL_RETURN_FROM_RPC.id(),
        bench -> {
          bench
              .then(Registers.of(SmcReturn.RPC_CMD).withPair12(0x99))
              .call(Message.EMPTY.withCommand(1));
          assertEquals(1, bench.context().calls().size());
          return bench.secureCalls.get(1).r0();
        });
  }

  @Test
  void without_a_shadow_the_secure_world_gets_the_guests_page() {
    Bench bench = Bench.with(Mutant.NO_SHADOW);
    bench.call(Message.EMPTY.withCommand(1));
    assertInstanceOf(GuestPage.class, MachinePageOf.of(bench.machine, bench.secureCalls.get(0)));
  }

  @Test
  void a_page_without_a_reference_has_none() {
    check(
        Mutant.NO_REF,
        1,
        bench -> {
          bench.registered(COOKIE);
          return bench.machine.guestPage(SHARED_PAGE).references();
        });
  }

  @Test
  void a_page_of_another_domain_is_pinned_if_the_owner_is_not_checked() {
    check(
        Mutant.NO_OWNER_CHECK,
        2,
        bench -> {
          GuestPage page = bench.machine.guestPage(SHARED_PAGE);
          long address = Bench.BASE + SHARED_PAGE * 0x1000L;
          bench.domain.balloonOut(address);
          assertTrue(page.allocate(2));
          /* As one who looked the address up before sees it. */
          bench.domain.stageTwo().set(address >>> 12, new Entry(SHARED_PAGE, PageType.RAM_RW));
          bench.registered(COOKIE);
          return page.references();
        });
  }

  @Test
  void an_entry_that_is_read_again_is_the_same_if_nobody_writes() {
    Bench bench = Bench.with(Mutant.REFETCH);
    bench.registered(COOKIE);
    assertEquals(2, bench.machine.guestPage(SHARED_PAGE).references());
  }

  @Test
  void an_early_notice_comes_while_pages_are_pinned() {
    check(
        Mutant.EARLY_DESTROY_NOTICE,
        2,
        bench -> {
          Object[] seen = seen();
          bench.registered(COOKIE);
          bench.then(
              arguments -> {
                seen[0] = bench.machine.guestPage(SHARED_PAGE).references();
                return Bench.OK;
              });
          while (bench.mediator.relinquish(bench.domain) == Errno.ERESTART) {
            assertEquals(0, bench.context().buffers().size());
          }
          return seen[0];
        });
  }

  @Test
  void a_kept_cursor_points_to_a_freed_buffer() {
    Bench bench = Bench.with(Mutant.CURSOR_KEPT);
    bench.registered(COOKIE);
    bench.store(5, PageContent.ZERO);
    bench.registered(COOKIE + 1);

    assertEquals(Errno.ERESTART, bench.mediator.relinquish(bench.domain));
    assertThrows(ViolationException.class, () -> bench.mediator.relinquish(bench.domain));
  }
}
