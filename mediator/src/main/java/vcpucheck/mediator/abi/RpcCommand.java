package vcpucheck.mediator.abi;

/**
 * What an RPC command asks for: {@code cmd} of an RPC argument page, {@code optee_rpc_cmd.h}. Those
 * that the mediator looks at, and two that it passes on.
 */
public final class RpcCommand {
  /** {@code OPTEE_RPC_CMD_GET_TIME}. */
  public static final int GET_TIME = 3;

  /** {@code OPTEE_RPC_CMD_WAIT_QUEUE}, today {@code OPTEE_RPC_CMD_NOTIFICATION}. */
  public static final int WAIT_QUEUE = 4;

  /** {@code OPTEE_RPC_CMD_SHM_ALLOC}. */
  public static final int SHM_ALLOC = 6;

  /** {@code OPTEE_RPC_CMD_SHM_FREE}. */
  public static final int SHM_FREE = 7;

  /** {@code OPTEE_RPC_SHM_TYPE_APPL}: a payload buffer from the client application. */
  public static final int SHM_TYPE_APPL = 0;

  /** {@code OPTEE_RPC_SHM_TYPE_KERNEL}: a payload buffer from the driver. */
  public static final int SHM_TYPE_KERNEL = 1;

  private RpcCommand() {}
}
