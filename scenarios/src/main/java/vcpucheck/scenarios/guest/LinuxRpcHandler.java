package vcpucheck.scenarios.guest;

import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.xen.Registers;

/**
 * RpcHandler as Linux's driver gives them: {@code drivers/tee/optee/smc_abi.c optee_handle_rpc}.
 */
public enum LinuxRpcHandler implements RpcHandler {
  /** The only one. */
  INSTANCE;

  private static final long SLEEP = 0;

  @Override
  @CFunction("optee_handle_rpc")
  public Registers answer(Guest guest, Registers request) {
    Registers resume = resume(request);
    return switch (SmcReturn.rpcFunction(request.r0())) {
      case SmcReturn.RPC_FUNC_ALLOC -> {
        Buffer buffer = guest.buffer(guest.cookies().allocate());
        yield resume.withPair12(buffer.page()).withPair45(buffer.cookie());
      }
      case SmcReturn.RPC_FUNC_FREE -> {
        guest.cookies().free(Registers.pair(request.r1(), request.r2()));
        yield resume;
      }
      case SmcReturn.RPC_FUNC_CMD -> {
        command(guest, request);
        yield resume;
      }
      default -> resume;
    };
  }

  /** The registers of a call that resumes with nothing changed. */
  public static Registers resume(Registers request) {
    return Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id())
        .with1(request.r1())
        .with2(request.r2())
        .with3(request.r3());
  }

  @CFunction("handle_rpc_func_cmd")
  private static void command(Guest guest, Registers request) {
    guest.setArgument(request, answer(guest, guest.argument(request)));
  }

  private static Message answer(Guest guest, Message request) {
    return switch ((int) request.command()) {
      case RpcCommand.SHM_ALLOC -> allocated(guest, request);
      case RpcCommand.SHM_FREE -> {
        guest.cookies().free(request.b(0));
        yield request.withRet(TeecResult.SUCCESS);
      }
      case RpcCommand.WAIT_QUEUE -> {
        if (request.a(0) == SLEEP) {
          guest.queues().sleep(request.b(0));
        } else {
          guest.queues().wake(request.b(0));
        }
        yield request.withRet(TeecResult.SUCCESS);
      }
      default -> request.withRet(TeecResult.SUCCESS);
    };
  }

  @CFunction("handle_rpc_func_cmd_shm_alloc")
  private static Message allocated(Guest guest, Message request) {
    Buffer buffer = guest.buffer(guest.cookies().allocate());
    return allocation(request, buffer);
  }

  /** The answer that offers a buffer. */
  public static Message allocation(Message request, Buffer buffer) {
    return request
        .withRet(TeecResult.SUCCESS)
        .withParam(
            0,
            ParamType.TMEM_OUTPUT | ParamType.NONCONTIG,
            buffer.list(),
            buffer.bytes(),
            buffer.cookie());
  }
}
