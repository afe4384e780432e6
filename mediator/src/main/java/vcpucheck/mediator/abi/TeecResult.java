package vcpucheck.mediator.abi;

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

  private TeecResult() {}
}
