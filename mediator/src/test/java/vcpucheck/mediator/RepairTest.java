package vcpucheck.mediator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.memory.ViolationException;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo;
import vcpucheck.mediator.xen.XenHeap;

/** Each defect in Xen 4.22, without it given its own repair alone, and with all repairs. */
class RepairTest {
  private static final long COOKIE = 0x60;
  private static final long ARGUMENT = 0x50;
  private static final Message ALLOCATION =
      Bench.message(RpcCommand.SHM_ALLOC, ParamType.VALUE_INPUT, 0, 4096, 0);

  /** What a test looks at, after it has done what shows the defect. */
  private interface Probe {
    Object on(Bench bench);
  }

  private static void check(Fix fix, Object defect, Object repaired, Probe probe) {
    assertEquals(defect, probe.on(Bench.xen()), "xen-4.22");
    assertEquals(repaired, probe.on(Bench.with(fix)), fix.toString());
    assertEquals(repaired, probe.on(Bench.repaired()), "repaired");
  }

  private static Message answer(long attribute, long address, long size, long cookie) {
    return Bench.message(RpcCommand.SHM_ALLOC, attribute, address, size, cookie);
  }

  private static Message shadow(Bench bench) {
    return new Message(
        Objects.requireNonNull(bench.context().rpcs().get(0).xenArgPage().get()).content().get());
  }

  @Test
  void an_unknown_argument_cookie_leaves_the_call_resumable() {
    check(
        Fix.RPC_COOKIE_MATCH,
        1,
        0,
        bench -> {
          bench.atCommand(Message.EMPTY.withCommand(RpcCommand.GET_TIME), ARGUMENT);
          bench.resume(0x99, 0);
          return bench.context().calls().get(0).inFlight().get();
        });
  }

  @Test
  void a_null_reference_does_not_free_a_registered_buffer() {
    check(
        Fix.BUFFER_OWNER,
        0,
        1,
        bench -> {
          bench.registered(COOKIE);
          bench
              .thenRet(0)
              .call(
                  Bench.message(MessageCommand.INVOKE_COMMAND, ParamType.TMEM_INPUT, 0, 0, COOKIE));
          return bench.context().buffers().size();
        });
  }

  @Test
  void a_refused_registration_does_not_free_a_registered_buffer() {
    check(
        Fix.BUFFER_OWNER,
        0,
        1,
        bench -> {
          bench.registered(COOKIE);
          bench.thenRet(TeecResult.ERROR_BAD_PARAMETERS).call(Bench.register(COOKIE).withParams(0));
          return bench.context().buffers().size();
        });
  }

  @Test
  void a_second_parameter_that_fails_leaves_no_first() {
    check(
        Fix.BUFFER_OWNER,
        1,
        0,
        bench -> {
          bench.call(
              Bench.message(MessageCommand.INVOKE_COMMAND, Bench.NONCONTIG, Bench.LIST, 1, COOKIE)
                  .withParams(2)
                  .withParam(1, Bench.NONCONTIG, Bench.LIST, 1, COOKIE));
          return bench.context().buffers().size();
        });
  }

  @Test
  void an_answer_that_is_no_page_list_does_not_reach_the_secure_world() {
    check(
        Fix.ANSWER_CHECK,
        ParamType.TMEM_OUTPUT,
        ParamType.VALUE_INPUT,
        bench -> {
          bench.atCommand(ALLOCATION, ARGUMENT);
          bench.store(1, answer(ParamType.TMEM_OUTPUT, 0x1000, 4096, COOKIE).content());
          bench.then(Registers.of(0xFFFF_0004L)).resume(ARGUMENT, 0);
          return shadow(bench).type(0);
        });
  }

  @Test
  void an_answer_with_another_command_is_translated_all_the_same() {
    check(
        Fix.ANSWER_CHECK,
        0,
        1,
        bench -> {
          bench.atCommand(ALLOCATION, ARGUMENT);
          bench.store(
              1,
              answer(Bench.NONCONTIG, Bench.LIST, 4096, COOKIE)
                  .withCommand(RpcCommand.GET_TIME)
                  .content());
          bench.then(Registers.of(0xFFFF_0004L)).resume(ARGUMENT, 0);
          return bench.context().buffers().size();
        });
  }

  @Test
  void an_unsolicited_buffer_is_not_pinned() {
    check(
        Fix.ANSWER_CHECK,
        1,
        0,
        bench -> {
          bench.atCommand(Message.EMPTY.withCommand(RpcCommand.GET_TIME), ARGUMENT);
          bench.store(1, answer(Bench.NONCONTIG, Bench.LIST, 4096, COOKIE).content());
          bench.then(Registers.of(0xFFFF_0004L)).resume(ARGUMENT, 0);
          return bench.context().buffers().size();
        });
  }

  @Test
  void a_partial_translation_gives_all_pages_back_to_the_quota() {
    check(
        Fix.RETURN_RESERVED,
        1,
        0,
        bench -> {
          bench.call(
              Bench.message(
                  MessageCommand.REGISTER_SHM, Bench.NONCONTIG, Bench.LIST, 8192, COOKIE));
          return bench.context().quota().pages();
        });
  }

  @Test
  void a_refused_call_registers_nothing() {
    Probe probe =
        bench -> {
          bench.then(Registers.of(SmcReturn.EBADADDR)).call(Bench.register(COOKIE));
          return bench.context().buffers().size();
        };
    check(Fix.STATUS_CHECK, 1, 0, probe);
    check(Fix.PRESET_RET, 1, 0, probe);
  }

  @Test
  void an_undeliverable_request_lets_the_call_complete() {
    check(
        Fix.RPC_RESTART,
        1,
        0,
        bench -> {
          Registers unknown = Registers.of(SmcReturn.RPC_CMD).withPair12(0x99);
          bench.then(unknown).then(Bench.OK).call(Message.EMPTY.withCommand(1));
          return bench.context().calls().size();
        });
  }

  @Test
  void too_many_parameters_are_told() {
    long functionId = 0x3200_0004L;
    check(
        Fix.DELIVERY_STATUS,
        functionId,
        SmcReturn.OK,
        bench -> bench.call(Message.EMPTY.withParams(128)));
  }

  @Test
  void results_that_cannot_be_delivered_are_told() {
    check(
        Fix.DELIVERY_STATUS,
        SmcReturn.OK,
        SmcReturn.EBADADDR,
        bench ->
            bench
                .then(
                    arguments -> {
                      bench.domain.stageTwo().set(Bench.BASE >>> 12, StageTwo.Entry.NONE);
                      return Bench.OK;
                    })
                .call(Message.EMPTY.withCommand(1)));
  }

  @Test
  void a_cookie_without_a_page_does_not_reach_the_secure_world() {
    check(
        Fix.NO_COOKIE_WITHOUT_PAGE,
        ARGUMENT,
        0L,
        bench -> {
          bench.then(Registers.of(SmcReturn.RPC_PREFIX)).call(Message.EMPTY.withCommand(1));
          bench.resume(Bench.BASE + 0x9000, ARGUMENT);
          Registers last = bench.secureCalls.get(bench.secureCalls.size() - 1);
          return Registers.pair(last.r4(), last.r5());
        });
  }

  @Test
  void an_argument_page_is_freed_after_the_secure_world_was_resumed() {
    check(
        Fix.LATE_PAGE_FREE,
        false,
        true,
        bench -> {
          bench.atCommand(Message.EMPTY.withCommand(RpcCommand.GET_TIME), ARGUMENT);
          bench.then(Registers.of(0xFFFF_0002L).withPair12(ARGUMENT)).resume(ARGUMENT, 0);
          boolean isAllocated =
              bench.machine.heap().slab().isAllocated(bench.machine.heap().slab().slot(1));
          bench.resume(0, 0);
          assertEquals(1, bench.machine.guestPage(1).references());
          return isAllocated;
        });
  }

  @Test
  void registered_memory_that_was_not_registered_is_refused() {
    check(
        Fix.REGISTERED_RMEM,
        1,
        0,
        bench -> {
          bench.call(
              Bench.message(MessageCommand.INVOKE_COMMAND, ParamType.RMEM_INOUT, 0, 4096, 0));
          return bench.secureCalls.size();
        });
  }

  @Test
  void registered_memory_is_passed_on() {
    Bench bench = Bench.repaired();
    bench.registered(COOKIE);
    bench.call(Bench.message(MessageCommand.INVOKE_COMMAND, ParamType.RMEM_INOUT, 0, 4096, COOKIE));
    assertEquals(2, bench.secureCalls.size());
  }

  @Test
  void a_size_beyond_32_bits_of_pages_is_refused() {
    check(
        Fix.WIDE_PAGE_COUNT,
        1,
        0,
        bench -> {
          bench.call(
              Bench.message(
                  MessageCommand.REGISTER_SHM,
                  Bench.NONCONTIG,
                  Bench.LIST,
                  (1L << 44) + 4096,
                  COOKIE));
          return bench.secureCalls.size();
        });
  }

  @Test
  void address_zero_is_no_argument_page() {
    assertEquals(1, argumentPagesAtZero(Bench.atZero(Revision.XEN_4_22)));
    assertEquals(0, argumentPagesAtZero(Bench.atZero(Revision.REPAIRED)));
  }

  private static int argumentPagesAtZero(Bench bench) {
    bench.then(Registers.of(SmcReturn.RPC_PREFIX));
    bench.smc(SmcFunction.CALL_WITH_ARG, 0x1000, 0, 0);
    bench.resume(0, 0);
    return bench.context().rpcs().size();
  }

  @Test
  void a_count_in_a_shadow_page_does_not_lead_beyond_it() {
    assertThrows(ViolationException.class, () -> endWithManyParams(Bench.xen()));
    assertEquals(SmcReturn.OK, endWithManyParams(Bench.with(Fix.BOUNDED_PARAMS)));
    assertEquals(SmcReturn.OK, endWithManyParams(Bench.repaired()));
  }

  private static long endWithManyParams(Bench bench) {
    return bench
        .then(
            arguments -> {
              MachinePageOf.of(bench.machine, arguments)
                  .content()
                  .set(Message.EMPTY.withParams(200).content());
              return Bench.OK;
            })
        .call(Message.EMPTY.withCommand(1));
  }

  @Test
  void an_unreadable_answer_ends_the_mediators_own_request() {
    check(
        Fix.XEN_RPC_RESET,
        "XEN_RPC",
        "NORMAL",
        bench -> {
          bench.atCommand(ALLOCATION, ARGUMENT);
          bench.store(1, answer(Bench.NONCONTIG, Bench.BASE + 0x9000, 4096, COOKIE).content());
          bench.resume(ARGUMENT, 0);
          bench.domain.stageTwo().set((Bench.BASE >>> 12) + 1, StageTwo.Entry.NONE);
          bench.then(Registers.of(0xFFFF_0004L)).resume(ARGUMENT, 0);
          return bench.context().calls().get(0).state().get().toString();
        });
  }

  @Test
  void a_cookie_is_free_after_a_failed_unregistration() {
    check(
        Fix.UNREGISTER_COOKIE,
        TeecResult.ERROR_BAD_PARAMETERS,
        TeecResult.SUCCESS,
        bench -> {
          bench.registered(COOKIE);
          bench
              .thenRet(TeecResult.ERROR_BAD_PARAMETERS)
              .call(
                  Bench.message(MessageCommand.UNREGISTER_SHM, ParamType.RMEM_INPUT, 0, 0, COOKIE));
          bench.thenRet(0).call(Bench.register(COOKIE));
          return bench.load(0).ret();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {StructPools.CALL_SLAB, XenHeap.SLAB})
  void a_cookie_is_free_after_an_unregistration_that_xen_has_no_memory_for(String slab) {
    check(
        Fix.UNSENT_UNREGISTER,
        TeecResult.ERROR_BAD_PARAMETERS,
        TeecResult.SUCCESS,
        bench -> afterUnsent(bench, MessageCommand.UNREGISTER_SHM, slab));
  }

  @ParameterizedTest
  @ValueSource(strings = {StructPools.CALL_SLAB, XenHeap.SLAB})
  void another_call_that_xen_has_no_memory_for_frees_no_cookie(String slab) {
    check(
        Fix.UNSENT_UNREGISTER,
        TeecResult.ERROR_BAD_PARAMETERS,
        TeecResult.ERROR_BAD_PARAMETERS,
        bench -> afterUnsent(bench, MessageCommand.INVOKE_COMMAND, slab));
  }

  /** What a registration says after a call with its cookie that could not be made. */
  private static long afterUnsent(Bench bench, int command, String slab) {
    Message message = Bench.message(command, ParamType.RMEM_INPUT, 0, 0, COOKIE);
    bench.registered(COOKIE);
    bench.without(slab, () -> assertEquals(SmcReturn.ENOMEM, bench.call(message)));
    assertEquals(1, bench.secureCalls.size());
    assertEquals(1, bench.context().buffers().size());
    assertEquals(2, bench.machine.guestPage(6).references());
    bench.thenRet(0).call(Bench.register(COOKIE));
    return bench.load(0).ret();
  }

  @Test
  void a_failed_creation_leaves_no_context() {
    check(
        Fix.CREATION_TEARDOWN,
        true,
        false,
        bench -> {
          assertEquals(Errno.OK, bench.mediator.domainTeardown(bench.domain));
          return bench.context().isPresent();
        });
  }

  @Test
  void a_well_behaved_call_works_with_all_repairs() {
    Bench bench = Bench.repaired();
    bench.atCommand(ALLOCATION, ARGUMENT);
    bench.store(1, answer(Bench.NONCONTIG, Bench.LIST, 4096, COOKIE).content());
    bench
        .then(
            arguments -> {
              bench
                  .machine
                  .heap()
                  .slab()
                  .slot(1)
                  .content()
                  .set(
                      Bench.message(RpcCommand.SHM_FREE, ParamType.VALUE_INPUT, 0, COOKIE, 0)
                          .content());
              return Registers.of(SmcReturn.RPC_CMD).withPair12(ARGUMENT);
            })
        .resume(ARGUMENT, 0);
    assertEquals(0, bench.context().buffers().size());
    bench.store(1, bench.load(1).withRet(0).content());
    bench.then(Registers.of(0xFFFF_0002L).withPair12(ARGUMENT)).resume(ARGUMENT, 0);
    bench.then(Bench.OK);
    assertEquals(SmcReturn.OK, bench.resume(0, 0).r0());
    assertEquals(0, bench.context().calls().size());
    assertEquals(0, bench.context().rpcs().size());
    assertEquals(Errno.OK, bench.mediator.relinquish(bench.domain));
    for (int page = 0; page < bench.machine.heap().slab().capacity(); page++) {
      assertEquals(
          false, bench.machine.heap().slab().isAllocated(bench.machine.heap().slab().slot(page)));
    }
    assertEquals(1, bench.machine.guestPage(6).references());
    assertEquals(Domain.NO_PAGE, bench.domain.pin(0));
  }
}
