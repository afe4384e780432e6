package vcpucheck.scenarios.tee;

/** One thing that a secure thread needs from the guest while it works on a call. */
public sealed interface RpcDemand {
  /**
   * A payload buffer: {@code OPTEE_RPC_CMD_SHM_ALLOC}.
   *
   * @param type {@code OPTEE_RPC_SHM_TYPE_*}
   * @param bytes how large
   * @param isEssential whether the call fails without it
   */
  record Allocate(int type, long bytes, boolean isEssential) implements RpcDemand {}

  /**
   * The end of a payload buffer: {@code OPTEE_RPC_CMD_SHM_FREE}. Nothing if it was never got.
   *
   * @param index which of the call's payload buffers, from 0 in the order of allocation
   */
  record Release(int index) implements RpcDemand {}

  /**
   * A command that names no memory.
   *
   * @param command {@code OPTEE_RPC_CMD_*}
   * @param a the first value of its parameter
   * @param b the second
   */
  record Command(long command, long a, long b) implements RpcDemand {}

  /**
   * Nothing from the guest: the application fills the memory that its first parameter names. OP-TEE
   * lists its own message page as memory with cookie 0, and argument pages by their cookies.
   *
   * @param params what stands in {@code num_params} then, if the memory is such a page
   */
  record Scribble(long params) implements RpcDemand {}

  /** Time for the guest to take an interrupt: {@code OPTEE_SMC_RPC_FUNC_FOREIGN_INTR}. */
  record Interrupt() implements RpcDemand {}
}
