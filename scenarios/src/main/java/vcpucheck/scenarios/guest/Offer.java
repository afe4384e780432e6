package vcpucheck.scenarios.guest;

import java.util.function.UnaryOperator;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.Registers;

/**
 * RpcHandler as Linux does, but offers a payload buffer of its own making.
 *
 * @param change what it makes of the offer that Linux would make of the last buffer
 */
public record Offer(UnaryOperator<Message> change) implements RpcHandler {
  @Override
  public Registers answer(Guest guest, Registers request) {
    if (SmcReturn.rpcFunction(request.r0()) != SmcReturn.RPC_FUNC_CMD) {
      return LinuxRpcHandler.INSTANCE.answer(guest, request);
    }
    Message message = guest.argument(request);
    boolean isAllocation = message.command() == RpcCommand.SHM_ALLOC;
    guest.setArgument(
        request,
        isAllocation ? change.apply(LinuxRpcHandler.allocation(message, last(guest))) : message);
    return LinuxRpcHandler.resume(request);
  }

  private static Buffer last(Guest guest) {
    return guest.buffer(guest.cookies().count());
  }
}
