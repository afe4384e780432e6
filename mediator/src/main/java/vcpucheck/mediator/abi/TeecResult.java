package vcpucheck.mediator.abi;

import java.util.Map;

/** Results that stand in {@code ret} of a message: {@code tee_client_api.h}; 32 bits. */
public final class TeecResult {
  /** {@code TEEC_SUCCESS}. */
  public static final long SUCCESS = 0;

  /** {@code TEEC_ERROR_GENERIC}. */
  public static final long ERROR_GENERIC = 0xFFFF_0000L;

  /** {@code TEEC_ERROR_BAD_PARAMETERS}. */
  public static final long ERROR_BAD_PARAMETERS = 0xFFFF_0006L;

  /** {@code TEEC_ERROR_OUT_OF_MEMORY}. */
  public static final long ERROR_OUT_OF_MEMORY = 0xFFFF_000CL;

  /** {@code TEEC_ORIGIN_COMMS}, for {@code ret_origin}. */
  public static final long ORIGIN_COMMS = 2;

  /** What the errors are called there. */
  public static final Map<Long, String> NAMES =
      Map.of(
          ERROR_GENERIC, "TEEC_ERROR_GENERIC",
          ERROR_BAD_PARAMETERS, "TEEC_ERROR_BAD_PARAMETERS",
          ERROR_OUT_OF_MEMORY, "TEEC_ERROR_OUT_OF_MEMORY");

  private TeecResult() {}

  /** "TEEC_ERROR_GENERIC", or "0xffff0001" if it has no name. */
  public static String text(long result) {
    return NAMES.getOrDefault(result, "0x" + Long.toHexString(result));
  }
}
