package vcpucheck.mediator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.abi.Capability;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostics;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo;

/** What calls without a message make of a secure world that writes down what it is asked. */
final class SecureCallsTest {
  private static final Registers ANSWER = Registers.results(SmcReturn.OK, 0x11, 0x22, 0x33);
  private static final Registers GUEST = Registers.of(0).with1(7).with2(8).with3(9);
  private static final Registers UID =
      Registers.results(0x384f_b3e0L, 0xe7f8_11e3L, 0xaf63_0002L, 0xa5d5_c51bL);
  private static final long CLIENT = 2;

  private final Memory memory = NativeMemory.create();
  private final Machine machine = new Machine(memory, StageTwo.Kind.FIXED, 1);
  private final Domain domain = new Domain(machine, 1, 0x4000_0000L);
  private final List<Registers> asked = new ArrayList<>();
  private Registers answer = ANSWER;

  private Mediator mediator(Revision revision, MediatorConfig.Start start) {
    return new Mediator(
        machine,
        List.of(domain),
        arguments -> {
          asked.add(arguments);
          return answer;
        },
        new MediatorConfig(
            Behaviour.of(revision, Limits.XEN),
            Variant.LOCKED,
            new StructPools.Capacity(1, 1, 1, 1),
            start,
            Diagnostics.NONE));
  }

  private CallResult call(Revision revision, SmcFunction function) {
    return mediator(revision, MediatorConfig.Start.DOMAINS_READY)
        .handleCall(domain, GUEST.with0(function.id()));
  }

  /** Registers 0 to 3 that the guest gets: its own are 7, 8 and 9. */
  @ParameterizedTest
  @CsvSource({
    "CALLS_UID, 0, 0x11, 0x22, 0x33",
    "CALL_GET_OS_UUID, 0, 0x11, 0x22, 0x33",
    "CALLS_REVISION, 0, 0x11, 8, 9",
    "CALL_GET_OS_REVISION, 0, 0x11, 8, 9",
    "ENABLE_SHM_CACHE, 0, 7, 8, 9",
    "DISABLE_SHM_CACHE, 0, 0x11, 0x22, 9",
  })
  void what_is_forwarded_bears_the_client_and_comes_back_in_the_registers_of_c(
      SmcFunction function, String r0, String r1, String r2, String r3) {
    CallResult result = call(Revision.XEN_4_22, function);
    assertTrue(result.handled());
    assertEquals(List.of(Registers.of(function.id()).with7(CLIENT)), asked);
    Registers expected =
        Registers.results(Long.decode(r0), Long.decode(r1), Long.decode(r2), Long.decode(r3));
    assertEquals(expected, result.registers());
  }

  @ParameterizedTest
  @CsvSource({"CALLS_COUNT, 11", "GET_SHM_CONFIG, 7"})
  void the_mediator_answers_these_itself(SmcFunction function, long r0) {
    assertEquals(new CallResult(true, GUEST.with0(r0)), call(Revision.XEN_4_22, function));
    assertEquals(List.of(), asked);
  }

  @ParameterizedTest
  @CsvSource({"XEN_4_15, ENABLE_SHM_CACHE", "XEN_4_16, DISABLE_SHM_CACHE"})
  void until_1c3ed9c908_the_cache_is_enabled_by_who_disables_it(
      Revision revision, SmcFunction forwarded) {
    call(revision, SmcFunction.DISABLE_SHM_CACHE);
    assertEquals(List.of(Registers.of(forwarded.id()).with7(CLIENT)), asked);
  }

  @Test
  void a_cache_that_is_busy_frees_nothing() {
    answer = Registers.results(SmcReturn.EBUSY, 0x11, 0x22, 0x33);
    assertEquals(
        GUEST.with0(SmcReturn.EBUSY),
        call(Revision.XEN_4_22, SmcFunction.DISABLE_SHM_CACHE).registers());
  }

  /** Of a guest's capabilities one bit is passed on; of OP-TEE's those that the mediator knows. */
  @Test
  void capabilities_pass_in_both_directions_as_far_as_they_are_known() {
    long known =
        Capability.SEC_UNREGISTERED_SHM | Capability.SEC_DYNAMIC_SHM | Capability.SEC_MEMREF_NULL;
    answer = Registers.results(SmcReturn.OK, -1, 0, 0);
    Registers guest = call(Revision.XEN_4_16, SmcFunction.EXCHANGE_CAPABILITIES).registers();
    assertEquals(GUEST.with0(SmcReturn.OK).with1(known), guest);
    assertEquals(Capability.NSEC_UNIPROCESSOR, asked.get(0).r1());
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "5, 4"})
  void without_dynamic_shared_memory_there_are_no_capabilities(long r0, long capabilities) {
    answer = Registers.results(r0, capabilities, 0, 0);
    assertEquals(
        GUEST.with0(r0 == SmcReturn.OK ? SmcReturn.ENOTAVAIL : r0),
        call(Revision.XEN_4_22, SmcFunction.EXCHANGE_CAPABILITIES).registers());
  }

  @ParameterizedTest
  @CsvSource({"XEN_4_14, false", "XEN_4_15, true"})
  void since_ede2583fa1_the_upper_half_of_an_id_is_not_read(Revision revision, boolean handled) {
    long id = SmcFunction.CALLS_COUNT.id() | 1L << 32;
    Mediator mediator = mediator(revision, MediatorConfig.Start.DOMAINS_READY);
    assertEquals(handled, mediator.handleCall(domain, GUEST.with0(id)).handled());
  }

  @Test
  void a_domain_without_a_context_has_no_op_tee() {
    Mediator mediator = mediator(Revision.XEN_4_22, MediatorConfig.Start.DOMAINS_NEW);
    Registers guest = GUEST.with0(SmcFunction.CALLS_COUNT.id());
    assertEquals(new CallResult(false, guest), mediator.handleCall(domain, guest));
    assertEquals(Errno.OK, mediator.domainInit(domain));
    assertTrue(mediator.handleCall(domain, guest).handled());
    assertEquals(List.of(Registers.of(SmcFunction.VM_CREATED.id()).with1(CLIENT)), asked);
  }

  @Test
  void a_context_that_op_tee_refuses_is_free_again() {
    Mediator mediator = mediator(Revision.XEN_4_22, MediatorConfig.Start.DOMAINS_NEW);
    answer = Registers.results(SmcReturn.ENOTAVAIL, 0, 0, 0);
    assertEquals(Errno.ENODEV, mediator.domainInit(domain));
    assertFalse(mediator.handleCall(domain, GUEST.with0(SmcFunction.CALLS_COUNT.id())).handled());
    answer = ANSWER;
    assertEquals(Errno.OK, mediator.domainInit(domain));
  }

  /** The low halves of an identifier count: {@code optee_probe}. */
  @ParameterizedTest
  @CsvSource({"0, true, 3", "0x100000000, true, 3", "1, false, 1"})
  void a_secure_world_with_the_identifier_is_op_tee(String error, boolean isFound, int calls) {
    Mediator mediator =
        new Mediator(
            machine,
            List.of(domain),
            arguments -> {
              asked.add(arguments);
              return arguments.r0() == SmcFunction.CALLS_UID.id()
                  ? UID.with0(UID.r0() ^ Long.decode(error))
                  : ANSWER;
            },
            MediatorConfig.of(
                Behaviour.of(Revision.XEN_4_22, Limits.XEN), new StructPools.Capacity(1, 1, 1, 1)));
    assertEquals(isFound, mediator.probe());
    assertEquals(calls, asked.size());
  }

  /** Whoever does not tell how many threads there are is not asked on. */
  @ParameterizedTest
  @CsvSource({
    "XEN_4_22, GET_THREAD_COUNT, -1, false, 2",
    "XEN_4_22, GET_THREAD_COUNT, 0xffffffff, false, 2",
    "XEN_4_22, GET_THREAD_COUNT, 5, false, 2",
    "XEN_4_22, VM_DESTROYED, 0xffffffff, false, 3",
    "XEN_4_22, VM_DESTROYED, 5, true, 3",
    "COMMIT_551D3CEA0F, GET_THREAD_COUNT, 0xffffffff, false, 2",
    "COMMIT_551D3CEA0F, VM_DESTROYED, 0xffffffff, true, 2",
  })
  void an_unhappy_answer_to_the_probe_is_heeded(
      Revision revision, SmcFunction unhappy, String status, boolean isFound, int calls) {
    Mediator mediator =
        new Mediator(
            machine,
            List.of(domain),
            arguments -> {
              asked.add(arguments);
              if (arguments.r0() == SmcFunction.CALLS_UID.id()) {
                return UID;
              }
              return arguments.r0() == unhappy.id() ? ANSWER.with0(Long.decode(status)) : ANSWER;
            },
            MediatorConfig.of(
                Behaviour.of(revision, Limits.XEN), new StructPools.Capacity(1, 1, 1, 1)));
    assertEquals(isFound, mediator.probe());
    assertEquals(calls, asked.size());
  }

  @Test
  void results_have_the_names_of_the_client_api() {
    assertEquals("TEEC_ERROR_OUT_OF_MEMORY", TeecResult.text(TeecResult.ERROR_OUT_OF_MEMORY));
    assertEquals("0xffff0001", TeecResult.text(0xFFFF_0001L));
  }
}
