package vcpucheck.scenarios.tee;

import java.util.Optional;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.abi.Capability;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.Registers;

/**
 * What OP-TEE says of itself, whoever asks and at any time.
 *
 * <p>{@code core/arch/arm/tee/entry_fast.c}; the numbers are those of {@code optee_msg.h} and
 * {@code optee_smc.h}, the version that of OP-TEE at d5001fe0a.
 */
final class Identity {
  private static final Registers UID =
      Registers.results(0x384f_b3e0L, 0xe7f8_11e3L, 0xaf63_0002L, 0xa5d5_c51bL);
  private static final Registers OS_UUID =
      Registers.results(0x4861_78e0L, 0xe7f8_11e3L, 0xbc5e_0002L, 0xa5d5_c51bL);
  private static final Registers REVISION = Registers.results(2, 0, 0, 0);
  private static final Registers OS_REVISION = Registers.results(4, 11, 0, 0);

  /* All that this OP-TEE can do, whether or not the mediator lets the guest know. */
  private static final long CAPABILITIES =
      Capability.SEC_HAVE_RESERVED_SHM
          | Capability.SEC_UNREGISTERED_SHM
          | Capability.SEC_DYNAMIC_SHM
          | Capability.SEC_MEMREF_NULL
          | Capability.SEC_RPC_ARG;
  private static final long RPC_PARAMS = 4;

  private Identity() {}

  /**
   * The answer to a fast call that asks for it; empty if the call is another.
   *
   * @param threads how many threads a virtual machine has
   */
  @CFunction("tee_entry_fast")
  static Optional<Registers> answer(long id, int threads) {
    SmcFunction function = SmcFunction.of(id);
    if (function == null) {
      return Optional.empty();
    }
    return switch (function) {
      case CALLS_UID -> Optional.of(UID);
      case CALL_GET_OS_UUID -> Optional.of(OS_UUID);
      case CALLS_REVISION -> Optional.of(REVISION);
      case CALL_GET_OS_REVISION -> Optional.of(OS_REVISION);
      case GET_THREAD_COUNT -> Optional.of(Registers.results(SmcReturn.OK, threads, 0, 0));
      case EXCHANGE_CAPABILITIES ->
          Optional.of(Registers.results(SmcReturn.OK, CAPABILITIES, 0, RPC_PARAMS));
      default -> Optional.empty();
    };
  }
}
