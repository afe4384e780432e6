package vcpucheck.mediator;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Ownership.Owner;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.ParamType;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.ShmBuffer.Kind;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.XenPage;

/** The guest's answers to RPC commands, on their way to OP-TEE. */
final class RpcAnswers {
  /**
   * What an answer leads to.
   *
   * @param guest the guest's registers
   * @param entersSecureWorld whether OP-TEE gets the answer; otherwise the guest gets a request of
   *     the mediator's own
   */
  record Reaction(Registers guest, boolean entersSecureWorld) {}

  private final Environment environment;
  private final Memory memory;
  private final Behaviour behaviour;
  private final GuestMemory guestMemory;
  private final RpcPages rpcPages;
  private final SharedBuffers buffers;
  private final Translation translation;

  RpcAnswers(
      Environment environment,
      GuestMemory guestMemory,
      RpcPages rpcPages,
      SharedBuffers buffers,
      Translation translation) {
    this.environment = environment;
    memory = environment.memory();
    behaviour = environment.behaviour();
    this.guestMemory = guestMemory;
    this.rpcPages = rpcPages;
    this.buffers = buffers;
    this.translation = translation;
  }

  Reaction handle(OpteeDomain context, StdCall call, ShmRpc rpc, Registers guest) {
    return memory.call(
        () -> {
          rpcPages.map(rpc);
          boolean isCopied = copy(context, rpc);
          if (!isCopied && !behaviour.has(Fix.XEN_RPC_RESET)) {
            return fail(rpc, guest);
          }
          if (call.state().get() == StdCall.State.XEN_RPC) {
            guestHasFreed(context, call, rpc);
            return new Reaction(guest, true);
          }
          return isCopied ? look(context, call, rpc, guest) : fail(rpc, guest);
        });
  }

  private Reaction fail(ShmRpc rpc, Registers guest) {
    store(rpc, new PageContent.SetHigh(Message.RET_WORD, TeecResult.ERROR_GENERIC));
    return new Reaction(guest, true);
  }

  /* Whatever the guest wrote, OP-TEE sees an answer without parameters that says failure. */
  private Reaction refuse(ShmRpc rpc, Registers guest) {
    store(rpc, new PageContent.SetHigh(Message.COUNT_WORD, 0));
    return fail(rpc, guest);
  }

  private static void store(XenPage shadow, UnaryOperator<PageContent> change) {
    shadow.content().update(change, Access.OPAQUE);
  }

  private void store(ShmRpc rpc, UnaryOperator<PageContent> change) {
    store(rpcPages.mapped(rpc), change);
  }

  private Message message(ShmRpc rpc) {
    return new Message(rpcPages.mapped(rpc).content().get(Access.OPAQUE));
  }

  /* Two copies: the header has the length of the second, which copies the header again. */
  private boolean copy(OpteeDomain context, ShmRpc rpc) {
    @Nullable PageContent header =
        guestMemory.read(context.domain(), rpc.gfn().get(), Message.PART_WORDS);
    if (header == null) {
      return false;
    }
    store(rpc, new PageContent.CopyPrefix(header, Message.PART_WORDS));
    long params = new Message(header).params();
    if (!Message.fits(params)) {
      return false;
    }
    int words = (int) Message.words(params);
    @Nullable PageContent whole = guestMemory.read(context.domain(), rpc.gfn().get(), words);
    if (whole == null) {
      return false;
    }
    store(rpc, new PageContent.CopyPrefix(whole, words));
    return true;
  }

  /* The command is what the guest has written, not what OP-TEE asked. */
  private Reaction look(OpteeDomain context, StdCall call, ShmRpc rpc, Registers guest) {
    Message message = message(rpc);
    if (behaviour.has(Fix.ANSWER_CHECK)) {
      return judge(context, call, rpc, guest, message);
    }
    if (message.command() == RpcCommand.SHM_ALLOC) {
      return allocated(context, call, rpc, guest, message);
    }
    if (message.command() == RpcCommand.SHM_FREE && !behaviour.has(Fix.FREE_BUFFER_EARLY)) {
      if (!behaviour.has(Fix.NO_BUFFER_FREE_AT_ANSWER)) {
        Owner owner = new Owner(call, Kind.PAYLOAD);
        buffers.free(context, message.b(0), buffers.ownership().of(owner));
      }
      if (call.rpcDataCookie().get() == message.b(0)) {
        call.rpcDataCookie().set(0);
      }
    }
    return new Reaction(guest, true);
  }

  /* The repair: OP-TEE's request says what the answer is, and it is exactly right or refused. */
  private Reaction judge(
      OpteeDomain context, StdCall call, ShmRpc rpc, Registers guest, Message message) {
    StdCall.RpcRequest request = call.rpcRequest().get();
    long command = behaviour.has(Mutant.ANSWER_COMMAND) ? message.command() : request.command();
    if (command != RpcCommand.SHM_ALLOC) {
      return new Reaction(guest, true);
    }
    boolean isBuffer =
        message.ret() == TeecResult.SUCCESS
            && message.params() == 1
            && message.type(0) == ParamType.TMEM_OUTPUT
            && message.a(0) != 0;
    if (!isBuffer) {
      return refuse(rpc, guest);
    }
    boolean isUsable =
        (message.attribute(0) == (ParamType.TMEM_OUTPUT | ParamType.NONCONTIG)
                || behaviour.has(Mutant.PLAIN_OFFER))
            && Long.compareUnsigned(message.b(0), request.size()) >= 0;
    return isUsable
        ? allocated(context, call, rpc, guest, message)
        : askToFree(context, call, rpc, guest, message);
  }

  /* xen/arch/arm/tee/optee.c handle_rpc_cmd_alloc@c2c141f0f4. */
  @CFunction("handle_rpc_cmd_alloc")
  private Reaction allocated(
      OpteeDomain context, StdCall call, ShmRpc rpc, Registers guest, Message message) {
    if (behaviour.has(Mutant.LOOP_OVER_PARAMS)) {
      guestMemory.boundedParams(message);
    }
    if (message.ret() != TeecResult.SUCCESS || message.params() != 1) {
      return new Reaction(guest, true);
    }
    if (message.attribute(0) != (ParamType.TMEM_OUTPUT | ParamType.NONCONTIG)) {
      environment.report(Diagnostic.RPC_ALLOC_ANSWER_BAD_ATTR);
      return new Reaction(guest, true);
    }
    Owner owner = new Owner(call, Kind.PAYLOAD);
    long previous = call.rpcDataCookie().get();
    if (previous != 0) {
      buffers.dropPageList(context, previous, buffers.ownership().of(owner));
    }
    Translation.Address address = translation.buffer(context, owner, message, 0);
    if (address.error() == Errno.OK) {
      store(rpc, new PageContent.SetWord(Message.PART_WORDS + 1, address.address()));
      call.rpcDataCookie().set(message.c(0));
      return new Reaction(guest, true);
    }
    call.rpcDataCookie().set(0);
    if (!behaviour.has(Fix.TRANSLATION_ERROR_RPC)) {
      return fail(rpc, guest);
    }
    boolean isTaken = address.error() == Errno.EEXIST;
    return isTaken && behaviour.has(Fix.ANSWER_CHECK)
        ? refuse(rpc, guest)
        : askToFree(context, call, rpc, guest, message);
  }

  /* xen/arch/arm/tee/optee.c issue_rpc_cmd_free@c2c141f0f4. */
  @CFunction("issue_rpc_cmd_free")
  private Reaction askToFree(
      OpteeDomain context, StdCall call, ShmRpc rpc, Registers guest, Message refused) {
    Message request =
        refused
            .withRet(TeecResult.ERROR_GENERIC)
            .withCommand(RpcCommand.SHM_FREE)
            .withParams(1)
            .withAttribute(0, ParamType.VALUE_INPUT)
            .withA(0, call.rpcBufferType().get())
            .withB(0, refused.c(0));
    int words = (int) Message.words(1);
    store(rpc, new PageContent.CopyPrefix(request.content(), words));
    if (!guestMemory.write(context.domain(), rpc.gfn().get(), request.content(), words)) {
      store(rpc, new PageContent.SetHigh(Message.COUNT_WORD, 0));
      return new Reaction(guest, true);
    }
    long cookie = rpc.cookie().get();
    call.state().set(StdCall.State.XEN_RPC);
    call.rpc()
        .set(
            new StdCall.SavedRpc(
                SmcReturn.RPC_FUNC_CMD, Registers.high(cookie), Registers.low(cookie)));
    environment.setThreadId(call, (int) guest.r3());
    return new Reaction(guest.with0(SmcReturn.RPC_CMD).withPair12(cookie), false);
  }

  /* xen/arch/arm/tee/optee.c handle_xen_rpc_return@c2c141f0f4. */
  @CFunction("handle_xen_rpc_return")
  private void guestHasFreed(OpteeDomain context, StdCall call, ShmRpc rpc) {
    call.state().set(StdCall.State.NORMAL);
    if (call.rpc().get().operation() != SmcReturn.RPC_FUNC_CMD) {
      environment.report(Diagnostic.DOMAIN_CRASHED);
      context.domain().crash();
    }
    store(rpc, new PageContent.SetHigh(Message.RET_WORD, TeecResult.ERROR_GENERIC));
    store(rpc, new PageContent.SetHigh(Message.COUNT_WORD, 0));
  }
}
