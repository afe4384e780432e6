package vcpucheck.mediator.abi;

/**
 * What a standard call asks for: {@code cmd} of {@code struct optee_msg_arg}, {@code optee_msg.h}.
 */
public final class MessageCommand {
  /** {@code OPTEE_MSG_CMD_OPEN_SESSION}. */
  public static final int OPEN_SESSION = 0;

  /** {@code OPTEE_MSG_CMD_INVOKE_COMMAND}. */
  public static final int INVOKE_COMMAND = 1;

  /** {@code OPTEE_MSG_CMD_CLOSE_SESSION}. */
  public static final int CLOSE_SESSION = 2;

  /** {@code OPTEE_MSG_CMD_CANCEL}. */
  public static final int CANCEL = 3;

  /** {@code OPTEE_MSG_CMD_REGISTER_SHM}. */
  public static final int REGISTER_SHM = 4;

  /** {@code OPTEE_MSG_CMD_UNREGISTER_SHM}. */
  public static final int UNREGISTER_SHM = 5;

  private MessageCommand() {}

  /** Whether the mediator lets a command pass; the value is unsigned. */
  public static boolean isMediated(long command) {
    return Long.compareUnsigned(command, UNREGISTER_SHM) <= 0;
  }
}
