package vcpucheck.mediator;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.MachinePage;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;

/**
 * A secure world of one thread: an invoked command asks for an argument page, allocates a payload
 * buffer, frees it, and ends; everything else succeeds at once.
 */
final class ScriptedTee implements SecureWorld {
  private static final Registers BAD_RESUME = Registers.of(SmcReturn.ERESUME);

  private final Machine machine;
  private final IntCell step;
  private final LongCell message;
  private final LongCell argument;
  private final LongCell argumentCookie;

  ScriptedTee(Machine machine) {
    this.machine = machine;
    step = machine.memory().intCell("tee.step", 0);
    message = machine.memory().longCell("tee.message", 0);
    argument = machine.memory().longCell("tee.argument", 0);
    argumentCookie = machine.memory().longCell("tee.cookie", 0);
  }

  @Override
  public Registers call(Registers arguments) {
    long address = Registers.pair(arguments.r1(), arguments.r2());
    if (arguments.r0() == SmcFunction.CALL_WITH_ARG.id()) {
      return begin(address);
    }
    if (arguments.r0() != SmcFunction.CALL_RETURN_FROM_RPC.id()) {
      return Registers.of(SmcReturn.OK);
    }
    return switch (step.get(Access.ACQUIRE)) {
      case 1 -> requestAllocation(address, Registers.pair(arguments.r4(), arguments.r5()));
      case 2 -> requestFree();
      case 3 -> finish(message.get());
      default -> BAD_RESUME;
    };
  }

  private Registers begin(long address) {
    Message asked = new Message(page(address).content().get(Access.OPAQUE));
    if (asked.command() != MessageCommand.INVOKE_COMMAND) {
      return finish(address);
    }
    message.set(address);
    step.set(1, Access.RELEASE);
    return Registers.of(SmcReturn.RPC_PREFIX);
  }

  private Registers requestAllocation(long address, long cookie) {
    argument.set(address);
    argumentCookie.set(cookie);
    Message request =
        Message.EMPTY
            .withCommand(RpcCommand.SHM_ALLOC)
            .withParams(1)
            .withParam(0, ParamType.VALUE_INPUT, RpcCommand.SHM_TYPE_APPL, 4096, 0);
    page(address).content().set(request.content(), Access.OPAQUE);
    step.set(2, Access.RELEASE);
    return command(cookie);
  }

  private Registers requestFree() {
    MachinePage page = page(argument.get());
    Message answer = new Message(page.content().get(Access.OPAQUE));
    Message request =
        Message.EMPTY
            .withCommand(RpcCommand.SHM_FREE)
            .withParams(1)
            .withParam(0, ParamType.VALUE_INPUT, RpcCommand.SHM_TYPE_APPL, answer.c(0), 0);
    page.content().set(request.content(), Access.OPAQUE);
    step.set(3, Access.RELEASE);
    return command(argumentCookie.get());
  }

  private static Registers command(long cookie) {
    return Registers.of(SmcReturn.RPC_CMD).withPair12(cookie);
  }

  private Registers finish(long address) {
    page(address).content().update(new PageContent.SetHigh(Message.RET_WORD, 0), Access.OPAQUE);
    return Registers.of(SmcReturn.OK);
  }

  private MachinePage page(long address) {
    MachinePage page = machine.page(address);
    machine.memory().expect(page != null, "memory-safety", "OP-TEE gets an address of no page");
    if (page == null) {
      throw new IllegalStateException("an address of no page");
    }
    return page;
  }
}
