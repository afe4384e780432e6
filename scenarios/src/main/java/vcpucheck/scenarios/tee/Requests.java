package vcpucheck.scenarios.tee;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;

/** What secure threads ask the guest for. Each request lets the thread wait. */
final class Requests {
  private static final long WAIT_QUEUE_SLEEP = 0;
  private static final long WAIT_QUEUE_WAKE = 1;

  private final GuestBuffers buffers;

  Requests(GuestBuffers buffers) {
    this.buffers = buffers;
  }

  /** Asks for what a demand needs, an argument page first of all. */
  Registers ask(SecureCall call, RpcDemand demand) {
    if (demand instanceof RpcDemand.Interrupt) {
      return interrupt(call, Frame.Waiting.DEMAND);
    }
    if (!call.argument().isPresent()) {
      return askForArgument(call);
    }
    if (demand instanceof RpcDemand.Release release) {
      long cookie = call.frame().payload(release.index());
      call.partition().remove(cookie, SharedObject.Kind.PAYLOAD);
      return askToFree(call, cookie, Frame.Waiting.DEMAND);
    }
    return command(call, content(demand), Frame.Waiting.DEMAND);
  }

  /** Asks for a payload buffer that no script demands; there is an argument page. */
  Registers askForPayload(SecureCall call) {
    return command(call, content(Script.payload()), Frame.Waiting.PAYLOAD);
  }

  /** Lets the guest take an interrupt. */
  Registers interrupt(SecureCall call, Frame.Waiting waiting) {
    return suspend(call, waiting, SmcReturn.RPC_FUNC_FOREIGN_INTR, 0);
  }

  private static Message content(RpcDemand demand) {
    if (demand instanceof RpcDemand.Allocate allocate) {
      return request(
          RpcCommand.SHM_ALLOC, allocate.type(), allocate.bytes(), PageContent.PAGE_SIZE);
    }
    RpcDemand.Command command = (RpcDemand.Command) demand;
    return request(command.command(), command.a(), command.b(), 0);
  }

  private static Message request(long command, long a, long b, long c) {
    return Message.EMPTY
        .withCommand(command)
        .withParams(1)
        .withParam(0, ParamType.VALUE_INPUT, a, b, c);
  }

  /** Asks for an argument page. */
  @CFunction("thread_rpc_alloc_arg")
  Registers askForArgument(SecureCall call) {
    return suspend(
        call, Frame.Waiting.ARGUMENT, SmcReturn.RPC_FUNC_ALLOC, (long) PageContent.PAGE_SIZE << 32);
  }

  /** Asks for the end of an argument page, the thread's own or one that it could not use. */
  @CFunction("thread_rpc_free_arg")
  Registers askToFreeArgument(SecureCall call, long cookie, Frame.Waiting waiting) {
    return suspend(call, waiting, SmcReturn.RPC_FUNC_FREE, cookie);
  }

  /** Asks for the end of a payload buffer. */
  @CFunction("thread_rpc_free_payload")
  Registers askToFree(SecureCall call, long cookie, Frame.Waiting waiting) {
    return command(
        call, request(RpcCommand.SHM_FREE, RpcCommand.SHM_TYPE_APPL, cookie, 0), waiting);
  }

  /** Waits for another thread. */
  @CFunction("thread_rpc_cmd")
  Registers sleep(SecureCall call) {
    return command(
        call,
        request(RpcCommand.WAIT_QUEUE, WAIT_QUEUE_SLEEP, call.thread(), 0),
        Frame.Waiting.LAST_USER);
  }

  /** Ends another thread's wait. */
  @CFunction("thread_rpc_cmd")
  Registers wake(SecureCall call) {
    return command(
        call,
        request(RpcCommand.WAIT_QUEUE, WAIT_QUEUE_WAKE, call.frame().wakes(), 0),
        Frame.Waiting.WAKE);
  }

  @CFunction("thread_rpc_cmd")
  private Registers command(SecureCall call, Message request, Frame.Waiting waiting) {
    buffers
        .page(call.argument().address())
        .content()
        .update(
            new PageContent.CopyPrefix(request.content(), (int) Message.words(1)), Access.OPAQUE);
    return suspend(call, waiting, SmcReturn.RPC_FUNC_CMD, call.argument().cookie());
  }

  private static Registers suspend(
      SecureCall call, Frame.Waiting waiting, int function, long pair) {
    call.partition().suspend(call.thread(), call.argument(), call.frame().waitingFor(waiting));
    return Registers.of(SmcReturn.RPC_PREFIX | function).withPair12(pair).with3(call.thread());
  }

  /** The guest's answer to a command. */
  Message answer(SecureCall call) {
    return new Message(buffers.page(call.argument().address()).content().get(Access.OPAQUE));
  }

  /** Whether an address can be the thread's argument page. */
  boolean isUsable(long address) {
    return address != 0 && address % PageContent.PAGE_SIZE == 0 && buffers.isKnown(address);
  }
}
