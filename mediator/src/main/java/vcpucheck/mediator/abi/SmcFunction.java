package vcpucheck.mediator.abi;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The function ids that the mediator knows: {@code optee_smc.h}. */
public enum SmcFunction {
  /** {@code OPTEE_SMC_CALL_RETURN_FROM_RPC}. */
  CALL_RETURN_FROM_RPC(0x3200_0003L),
  /** {@code OPTEE_SMC_CALL_WITH_ARG}. */
  CALL_WITH_ARG(0x3200_0004L),
  /** {@code OPTEE_SMC_CALL_GET_OS_UUID}. */
  CALL_GET_OS_UUID(0xB200_0000L),
  /** {@code OPTEE_SMC_CALL_GET_OS_REVISION}. */
  CALL_GET_OS_REVISION(0xB200_0001L),
  /** {@code OPTEE_SMC_GET_SHM_CONFIG}. */
  GET_SHM_CONFIG(0xB200_0007L),
  /** {@code OPTEE_SMC_EXCHANGE_CAPABILITIES}. */
  EXCHANGE_CAPABILITIES(0xB200_0009L),
  /** {@code OPTEE_SMC_DISABLE_SHM_CACHE}. */
  DISABLE_SHM_CACHE(0xB200_000AL),
  /** {@code OPTEE_SMC_ENABLE_SHM_CACHE}. */
  ENABLE_SHM_CACHE(0xB200_000BL),
  /** {@code OPTEE_SMC_VM_CREATED}; from the hypervisor only. */
  VM_CREATED(0xB200_000DL),
  /** {@code OPTEE_SMC_VM_DESTROYED}; from the hypervisor only. */
  VM_DESTROYED(0xB200_000EL),
  /** {@code OPTEE_SMC_GET_THREAD_COUNT}; from the hypervisor only. */
  GET_THREAD_COUNT(0xB200_000FL),
  /** {@code OPTEE_SMC_CALLS_COUNT}. */
  CALLS_COUNT(0xBF00_FF00L),
  /** {@code OPTEE_SMC_CALLS_UID}. */
  CALLS_UID(0xBF00_FF01L),
  /** {@code OPTEE_SMC_CALLS_REVISION}. */
  CALLS_REVISION(0xBF00_FF03L);

  private static final Map<Long, SmcFunction> BY_ID = byId();

  private final long id;

  SmcFunction(long id) {
    this.id = id;
  }

  private static Map<Long, SmcFunction> byId() {
    Map<Long, SmcFunction> map = new HashMap<>();
    for (SmcFunction function : values()) {
      map.put(function.id, function);
    }
    return Map.copyOf(map);
  }

  /** The function id, as it stands in register 0. */
  public long id() {
    return id;
  }

  /** The function with an id, or null. */
  public static @Nullable SmcFunction of(long id) {
    return BY_ID.get(id);
  }
}
