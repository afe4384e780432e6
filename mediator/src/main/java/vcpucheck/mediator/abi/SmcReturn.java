package vcpucheck.mediator.abi;

import java.util.Map;

/** What a0 says after a secure monitor call: {@code optee_smc.h}. */
public final class SmcReturn {
  /** {@code OPTEE_SMC_RETURN_OK}. */
  public static final long OK = 0;

  /** {@code OPTEE_SMC_RETURN_ETHREAD_LIMIT}. */
  public static final long ETHREAD_LIMIT = 1;

  /** {@code OPTEE_SMC_RETURN_EBUSY}. */
  public static final long EBUSY = 2;

  /** {@code OPTEE_SMC_RETURN_ERESUME}. */
  public static final long ERESUME = 3;

  /** {@code OPTEE_SMC_RETURN_EBADADDR}. */
  public static final long EBADADDR = 4;

  /** {@code OPTEE_SMC_RETURN_EBADCMD}. */
  public static final long EBADCMD = 5;

  /** {@code OPTEE_SMC_RETURN_ENOMEM}. */
  public static final long ENOMEM = 6;

  /** {@code OPTEE_SMC_RETURN_ENOTAVAIL}. */
  public static final long ENOTAVAIL = 7;

  /** {@code OPTEE_SMC_RETURN_UNKNOWN_FUNCTION}. */
  public static final long UNKNOWN_FUNCTION = 0xFFFF_FFFFL;

  /** {@code OPTEE_SMC_RETURN_RPC_PREFIX}. */
  public static final long RPC_PREFIX = 0xFFFF_0000L;

  /** {@code OPTEE_SMC_RPC_FUNC_ALLOC}: an argument page; also what a new call has saved. */
  public static final int RPC_FUNC_ALLOC = 0;

  /** {@code OPTEE_SMC_RPC_FUNC_FREE}: an argument page. */
  public static final int RPC_FUNC_FREE = 2;

  /** {@code OPTEE_SMC_RPC_FUNC_FOREIGN_INTR}. */
  public static final int RPC_FUNC_FOREIGN_INTR = 4;

  /** {@code OPTEE_SMC_RPC_FUNC_CMD}. */
  public static final int RPC_FUNC_CMD = 5;

  /** {@code OPTEE_SMC_RETURN_RPC_CMD}. */
  public static final long RPC_CMD = RPC_PREFIX | RPC_FUNC_CMD;

  /** {@code OPTEE_SMC_SHM_CACHED}: the cache attribute of a message page. */
  public static final long SHM_CACHED = 1;

  /** What results are called that are none of RPCs. */
  public static final Map<Long, String> NAMES =
      Map.of(
          OK, "RETURN_OK",
          ETHREAD_LIMIT, "RETURN_ETHREAD_LIMIT",
          EBUSY, "RETURN_EBUSY",
          ERESUME, "RETURN_ERESUME",
          EBADADDR, "RETURN_EBADADDR",
          EBADCMD, "RETURN_EBADCMD",
          ENOMEM, "RETURN_ENOMEM",
          ENOTAVAIL, "RETURN_ENOTAVAIL",
          UNKNOWN_FUNCTION, "RETURN_UNKNOWN_FUNCTION");

  private SmcReturn() {}

  /** "RETURN_EBUSY", or "0x10" if it has no name. */
  public static String text(long a0) {
    return NAMES.getOrDefault(a0, "0x" + Long.toHexString(a0));
  }

  /** {@code OPTEE_SMC_RETURN_IS_RPC}: a test of all 64 bits. */
  public static boolean isRpc(long a0) {
    return a0 != UNKNOWN_FUNCTION && (a0 & RPC_PREFIX) == RPC_PREFIX;
  }

  /** {@code OPTEE_SMC_RETURN_GET_RPC_FUNC}: the RPC function, 0 to 0xffff. */
  public static int rpcFunction(long a0) {
    return (int) (a0 & 0xFFFF);
  }
}
