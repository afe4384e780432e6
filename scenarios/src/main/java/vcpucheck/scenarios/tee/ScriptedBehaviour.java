package vcpucheck.scenarios.tee;

import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.MessageCommand;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.xen.Registers;

/** As OP-TEE does it: each call follows a script, and ends with success unless something fails. */
final class ScriptedBehaviour implements ThreadBehaviour {
  private final Memory memory;
  private final TeeConfig.Scripted config;
  private final GuestBuffers buffers;
  private final Requests requests;
  private final IntCell failures;

  ScriptedBehaviour(Memory memory, TeeConfig.Scripted config, GuestBuffers buffers) {
    this.memory = memory;
    this.config = config;
    this.buffers = buffers;
    requests = new Requests(buffers);
    failures = memory.intCell("optee.failures", 0);
  }

  @Override
  public long refusal() {
    if (config.failures() == 0 || failures.get(Access.OPAQUE) == config.failures()) {
      return SmcReturn.OK;
    }
    boolean fails = memory.choose("OP-TEE cannot map the message page", 2) == 1;
    if (fails) {
      failures.add(1, Access.OPAQUE);
    }
    return fails ? SmcReturn.EBADADDR : SmcReturn.OK;
  }

  /* core/tee/entry_std.c tee_entry_std. */
  @Override
  @CFunction("tee_entry_std")
  public Registers execute(SecureCall call, Message message) {
    return switch ((int) message.command()) {
      case MessageCommand.REGISTER_SHM ->
          finish(call.withResult(buffers.register(call.partition(), message)));
      case MessageCommand.UNREGISTER_SHM -> unregister(call, message);
      case MessageCommand.OPEN_SESSION, MessageCommand.INVOKE_COMMAND -> invoke(call, message);
      case MessageCommand.CLOSE_SESSION, MessageCommand.CANCEL -> finish(call);
      default -> finish(call.withResult(TeecResult.ERROR_BAD_PARAMETERS));
    };
  }

  @CFunction("unregister_shm")
  private Registers unregister(SecureCall call, Message message) {
    if (!GuestBuffers.isUnregistration(message)) {
      return finish(call.withResult(TeecResult.ERROR_BAD_PARAMETERS));
    }
    call.partition().beginRelease(message.c(0), call.thread());
    return release(call);
  }

  @CFunction("mobj_reg_shm_release_by_cookie")
  private Registers release(SecureCall call) {
    return switch (call.partition().tryRelease(call.thread())) {
      case READY -> finish(call);
      case REFUSED -> finish(call.withResult(TeecResult.ERROR_BAD_PARAMETERS));
      case BUSY ->
          call.argument().isPresent() ? requests.sleep(call) : requests.askForArgument(call);
    };
  }

  private Registers invoke(SecureCall call, Message message) {
    GuestBuffers.Uses uses = buffers.beginUses(call, message);
    Frame frame = call.frame().withUses(uses.temporaries(), uses.hasRegistered());
    return run(call.with(frame.withResult(uses.error())));
  }

  /** Works on a script until it needs the guest. */
  private Registers run(SecureCall call) {
    List<RpcDemand> demands = config.script(call.frame().script()).demands();
    SecureCall current = call;
    while (current.frame().next() < demands.size()) {
      RpcDemand demand = demands.get(current.frame().next());
      if (isNeeded(demand, current.frame())) {
        if (!(demand instanceof RpcDemand.Scribble scribble)) {
          return requests.ask(current, demand);
        }
        buffers.scribble(current, scribble);
      }
      current = current.with(current.frame().advanced());
    }
    int waiter = buffers.endUses(current);
    return wakeAndFinish(current.with(current.frame().ended().withWakes(waiter)));
  }

  /* A call that has failed only gives back what it got. */
  private static boolean isNeeded(RpcDemand demand, Frame frame) {
    return demand instanceof RpcDemand.Release release
        ? frame.payload(release.index()) != 0
        : !frame.hasFailed();
  }

  private Registers wakeAndFinish(SecureCall call) {
    if (call.frame().wakes() == SharedObject.NOBODY) {
      return finish(call);
    }
    return call.argument().isPresent() ? requests.wake(call) : requests.askForArgument(call);
  }

  /* core/arch/arm/kernel/thread_optee_smc.c thread_std_smc_entry: the result, then the page. */
  private Registers finish(SecureCall call) {
    buffers.storeResult(call);
    if (call.argument().isPresent() && !call.frame().keepsArgument()) {
      return requests.askToFreeArgument(
          call, call.argument().cookie(), Frame.Waiting.ARGUMENT_FREED);
    }
    return call.free();
  }

  // ---- answers ----

  @Override
  public Registers answered(SecureCall call, Registers answer) {
    return switch (call.frame().waiting()) {
      case ARGUMENT -> argumentAnswered(call, answer);
      case DEMAND -> demandAnswered(call);
      case ARGUMENT_FREED -> call.with(ArgumentPage.NONE).free();
      case LAST_USER -> release(call);
      case WAKE -> finish(call);
      case ARGUMENT_REFUSED, PAYLOAD, PAYLOAD_REFUSED, NOTHING -> goOn(outOfMemory(call));
    };
  }

  private static SecureCall outOfMemory(SecureCall call) {
    return call.withResult(TeecResult.ERROR_OUT_OF_MEMORY);
  }

  private Registers goOn(SecureCall call) {
    if (call.frame().command() == MessageCommand.UNREGISTER_SHM) {
      return call.frame().hasFailed() ? finish(call) : release(call);
    }
    if (call.frame().next() != Frame.ENDING) {
      return run(call);
    }
    return call.frame().hasFailed() ? finish(call) : wakeAndFinish(call);
  }

  /* A page that cannot be used is given back by whatever cookie came with it. */
  @CFunction("thread_rpc_alloc_arg")
  private Registers argumentAnswered(SecureCall call, Registers answer) {
    long address = Registers.pair(answer.r1(), answer.r2());
    long cookie = Registers.pair(answer.r4(), answer.r5());
    if (requests.isUsable(address)) {
      return goOn(call.with(new ArgumentPage(cookie, address)));
    }
    return cookie == 0
        ? goOn(outOfMemory(call))
        : requests.askToFreeArgument(call, cookie, Frame.Waiting.ARGUMENT_REFUSED);
  }

  private Registers demandAnswered(SecureCall call) {
    RpcDemand demand = config.script(call.frame().script()).demands().get(call.frame().next());
    SecureCall met = call.with(call.frame().advanced());
    return demand instanceof RpcDemand.Allocate allocate ? allocated(met, allocate) : run(met);
  }

  /* core/arch/arm/kernel/thread_optee_smc.c thread_rpc_alloc. */
  @CFunction("thread_rpc_alloc")
  private Registers allocated(SecureCall call, RpcDemand.Allocate demand) {
    Message answer = requests.answer(call);
    if (!GuestBuffers.isAllocation(answer, demand.bytes())) {
      return run(demand.isEssential() ? outOfMemory(call) : call);
    }
    List<Long> pages = buffers.payload(answer);
    if (pages.isEmpty()) {
      return requests.askToFree(call, answer.c(0), Frame.Waiting.PAYLOAD_REFUSED);
    }
    call.partition().insert(SharedObject.of(answer.c(0), pages, SharedObject.Kind.PAYLOAD));
    return run(call.with(call.frame().withPayload(answer.c(0))));
  }
}
