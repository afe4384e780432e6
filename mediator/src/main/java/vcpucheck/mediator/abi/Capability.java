package vcpucheck.mediator.abi;

/** Capability bits of {@code OPTEE_SMC_EXCHANGE_CAPABILITIES}: {@code optee_smc.h}. */
public final class Capability {
  /** {@code OPTEE_SMC_NSEC_CAP_UNIPROCESSOR}, of the normal world. */
  public static final long NSEC_UNIPROCESSOR = 1;

  /** {@code OPTEE_SMC_SEC_CAP_HAVE_RESERVED_SHM}. */
  public static final long SEC_HAVE_RESERVED_SHM = 1;

  /** {@code OPTEE_SMC_SEC_CAP_UNREGISTERED_SHM}. */
  public static final long SEC_UNREGISTERED_SHM = 1 << 1;

  /** {@code OPTEE_SMC_SEC_CAP_DYNAMIC_SHM}. */
  public static final long SEC_DYNAMIC_SHM = 1 << 2;

  /** {@code OPTEE_SMC_SEC_CAP_MEMREF_NULL}. */
  public static final long SEC_MEMREF_NULL = 1 << 4;

  /** {@code OPTEE_SMC_SEC_CAP_RPC_ARG}. */
  public static final long SEC_RPC_ARG = 1 << 6;

  private Capability() {}
}
