package vcpucheck.scenarios.tee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vcpucheck.checker.memory.threads.NativeMemory;
import vcpucheck.mediator.Mediator;
import vcpucheck.mediator.MediatorConfig;
import vcpucheck.mediator.SecureWorld;
import vcpucheck.mediator.abi.Capability;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Revision;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.StageTwo;

/** What a guest learns of OP-TEE through the mediator, and what Xen learns at boot. */
final class FastCallsTest {
  private static final long HYPERVISOR = 0;
  private static final int THREADS = 3;

  private final Machine machine = new Machine(NativeMemory.create(), StageTwo.Kind.FIXED, 1);
  private final Domain domain = new Domain(machine, 1, 0x4000_0000L);
  private final OpTee tee =
      new OpTee(
          machine,
          List.of(domain.id() + 1L),
          new TeeConfig(THREADS, true, 2, new TeeConfig.Scripted(List.of(), 0)));

  private Mediator mediator(Revision revision) {
    return mediator(revision, tee);
  }

  private Mediator mediator(Revision revision, SecureWorld secureWorld) {
    Behaviour behaviour = Behaviour.of(revision, Limits.XEN);
    StructPools.Capacity capacity = new StructPools.Capacity(1, 1, 1, 1);
    return new Mediator(
        machine, List.of(domain), secureWorld, MediatorConfig.of(behaviour, capacity));
  }

  private Registers guest(Mediator mediator, SmcFunction function) {
    Registers call = Registers.of(function.id()).with1(7).with2(8).with3(9);
    return mediator.handleCall(domain, call).registers();
  }

  private static void assertResults(Registers registers, long... results) {
    assertEquals(
        List.of(results[0], results[1], results[2], results[3]),
        List.of(registers.r0(), registers.r1(), registers.r2(), registers.r3()));
  }

  @Test
  void xen_finds_op_tee_and_how_many_threads_it_has() {
    assertTrue(mediator(Revision.XEN_4_22).probe());
    Registers count = tee.call(Registers.of(SmcFunction.GET_THREAD_COUNT.id()).with7(HYPERVISOR));
    assertResults(count, SmcReturn.OK, THREADS, 0, 0);
  }

  /** What a secure world answers to the three calls of a probe, and how many of them are made. */
  @ParameterizedTest
  @CsvSource({
    "0x384fb3e0, 0, 0, true, 3",
    "0xffffffff384fb3e0, 0, 0, true, 3",
    "0x384fb3e1, 0, 0, false, 1",
    "0x384fb3e0, 0xffffffff, 0, false, 2",
    "0x384fb3e0, 0x100000000, 0, false, 2",
    "0x384fb3e0, 0, 0xffffffff, false, 3",
    "0x384fb3e0, 0, 4, true, 3"
  })
  void each_answer_of_a_probe_counts_as_in_c(
      String uid, String threads, String destroyed, boolean isFound, int calls) {
    List<Long> made = new ArrayList<>();
    SecureWorld scripted =
        arguments -> {
          made.add(arguments.r0());
          if (arguments.r0() == SmcFunction.CALLS_UID.id()) {
            return Registers.results(number(uid), 0xe7f811e3L, 0xaf630002L, 0xa5d5c51bL);
          }
          boolean asksThreads = arguments.r0() == SmcFunction.GET_THREAD_COUNT.id();
          return Registers.results(number(asksThreads ? threads : destroyed), THREADS, 0, 0);
        };
    assertEquals(isFound, mediator(Revision.XEN_4_22, scripted).probe());
    assertEquals(calls, made.size());
  }

  private static long number(String text) {
    return Long.parseUnsignedLong(text.replace("0x", ""), 16);
  }

  @Test
  void a_guest_cannot_ask_how_many_threads_there_are() {
    Registers call = Registers.of(SmcFunction.GET_THREAD_COUNT.id());
    assertFalse(mediator(Revision.XEN_4_22).handleCall(domain, call).handled());
  }

  @Test
  void the_numbers_of_op_tee_reach_the_guest() {
    Mediator newest = mediator(Revision.XEN_4_22);
    assertResults(
        guest(newest, SmcFunction.CALLS_UID), 0x384fb3e0L, 0xe7f811e3L, 0xaf630002L, 0xa5d5c51bL);
    assertResults(
        guest(newest, SmcFunction.CALL_GET_OS_UUID),
        0x486178e0L,
        0xe7f811e3L,
        0xbc5e0002L,
        0xa5d5c51bL);
  }

  @Test
  void of_a_version_two_registers_reach_the_guest() {
    Mediator newest = mediator(Revision.XEN_4_22);
    assertResults(guest(newest, SmcFunction.CALLS_REVISION), 2, 0, 8, 9);
    assertResults(guest(newest, SmcFunction.CALL_GET_OS_REVISION), 4, 11, 8, 9);
  }

  /* RPC_ARG and reserved memory never do; the number of RPC parameters is not passed on. */
  @ParameterizedTest
  @CsvSource({"XEN_4_13, false", "XEN_4_15, false", "XEN_4_16, true", "XEN_4_22, true"})
  void capabilities_are_filtered(Revision revision, boolean knowsNull) {
    long known =
        Capability.SEC_UNREGISTERED_SHM
            | Capability.SEC_DYNAMIC_SHM
            | (knowsNull ? Capability.SEC_MEMREF_NULL : 0);
    assertResults(
        guest(mediator(revision), SmcFunction.EXCHANGE_CAPABILITIES), SmcReturn.OK, known, 8, 9);
  }

  @Test
  void a_client_that_op_tee_does_not_know_gets_nothing() {
    Registers call = Registers.of(SmcFunction.CALLS_UID.id()).with7(99);
    assertEquals(SmcReturn.ENOTAVAIL, tee.call(call).r0());
  }
}
