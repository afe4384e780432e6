package vcpucheck.scenarios.guest;

import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;

/** The messages of standard calls; {@code ret} is 0 to begin with, as Linux leaves it. */
public final class Messages {
  private Messages() {}

  /** Registers a buffer. */
  public static Message register(Buffer buffer) {
    return Message.EMPTY
        .withCommand(MessageCommand.REGISTER_SHM)
        .withParams(1)
        .withParam(
            0,
            ParamType.TMEM_OUTPUT | ParamType.NONCONTIG,
            buffer.list(),
            buffer.bytes(),
            buffer.cookie());
  }

  /** Unregisters a buffer. */
  public static Message unregister(long cookie) {
    return Message.EMPTY
        .withCommand(MessageCommand.UNREGISTER_SHM)
        .withParams(1)
        .withParam(0, ParamType.RMEM_INPUT, 0, 0, cookie);
  }

  /**
   * Invokes a command without parameters.
   *
   * @param script which script OP-TEE runs
   */
  public static Message invoke(int script) {
    return Message.EMPTY.withCommand(MessageCommand.INVOKE_COMMAND).withFunction(script);
  }

  /** A command with one more parameter: a part of a registered buffer. */
  public static Message withRegistered(Message message, Buffer buffer) {
    return withParam(message, ParamType.RMEM_INOUT, 0, buffer);
  }

  /** A command with one more parameter: a buffer for the time of the call. */
  public static Message withTemporary(Message message, Buffer buffer) {
    return withParam(message, ParamType.TMEM_INOUT | ParamType.NONCONTIG, buffer.list(), buffer);
  }

  private static Message withParam(Message message, long attribute, long a, Buffer buffer) {
    int index = (int) message.params();
    return message
        .withParams(index + 1L)
        .withParam(index, attribute, a, buffer.bytes(), buffer.cookie());
  }
}
