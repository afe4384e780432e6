package vcpucheck.mediator;

import java.util.function.Function;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Ownership.Owner;
import vcpucheck.mediator.abi.Message;
import vcpucheck.mediator.abi.RpcCommand;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.abi.TeecResult;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.table.ShmBuffer.Kind;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.XenPage;

/** RPC requests on their way from OP-TEE to the guest. */
final class RpcRequests {
  /**
   * What became of a request.
   *
   * @param guest the guest's registers
   * @param isDelivered whether the guest is to handle it; otherwise {@code -ERESTART}
   */
  record Delivery(Registers guest, boolean isDelivered) {}

  /** The part of a request that the mediator acts upon. */
  private record Demand(long command, long a, long b) {}

  /** Reads a {@link Demand}. */
  private enum GetDemand implements Function<PageContent, Demand> {
    INSTANCE;

    @Override
    public Demand apply(PageContent content) {
      Message message = new Message(content);
      return new Demand(message.command(), message.a(0), message.b(0));
    }
  }

  private final Memory memory;
  private final Environment environment;
  private final Behaviour behaviour;
  private final GuestMemory guestMemory;
  private final RpcPages rpcPages;
  private final SharedBuffers buffers;

  RpcRequests(
      Environment environment, GuestMemory guestMemory, RpcPages rpcPages, SharedBuffers buffers) {
    this.environment = environment;
    memory = environment.memory();
    behaviour = environment.behaviour();
    this.guestMemory = guestMemory;
    this.rpcPages = rpcPages;
    this.buffers = buffers;
  }

  /* xen/arch/arm/tee/optee.c handle_rpc_return@5d2d5365ff. */
  @CFunction("handle_rpc_return")
  Delivery handle(OpteeDomain context, StdCall call, Registers answer, Registers guest) {
    return memory.call(
        () -> {
          int operation = SmcReturn.rpcFunction(answer.r0());
          call.rpc().set(new StdCall.SavedRpc(operation, answer.r1(), answer.r2()));
          environment.setThreadId(call, (int) answer.r3());
          long cookie = Registers.pair(answer.r1(), answer.r2());
          boolean isDelivered = true;
          if (operation == SmcReturn.RPC_FUNC_CMD && behaviour.has(Fix.RPC_SHADOW)) {
            isDelivered = command(context, call, cookie);
          } else if (operation == SmcReturn.RPC_FUNC_FREE
              && (behaviour.has(Fix.FREE_RPC_BUFFER_EARLY)
                  || behaviour.has(Fix.PAGE_FREE_AT_REQUEST))) {
            rpcPages.freeEarly(context, call, cookie);
          }
          return new Delivery(guest.withResults(answer), isDelivered);
        });
  }

  private boolean command(OpteeDomain context, StdCall call, long cookie) {
    ShmRpc rpc = context.tables().rpcs().find(cookie);
    if (rpc == null) {
      environment.report(Diagnostic.RPC_COOKIE_FROM_OPTEE_UNKNOWN);
      return false;
    }
    rpcPages.map(rpc);
    freeBefore(context, call, rpc);
    boolean isCopied = copy(context, rpc);
    act(context, call, rpc);
    rpcPages.endUse(context, rpc);
    return isCopied;
  }

  private void freeBefore(OpteeDomain context, StdCall call, ShmRpc rpc) {
    if (behaviour.has(Fix.BUFFER_FREE_BEFORE_COPY)) {
      Demand demand = demand(rpc);
      if (demand.command() == RpcCommand.SHM_FREE) {
        free(context, call, demand);
      }
    }
  }

  private Demand demand(ShmRpc rpc) {
    return rpcPages.mapped(rpc).content().project(GetDemand.INSTANCE, Access.OPAQUE);
  }

  private void free(OpteeDomain context, StdCall call, Demand demand) {
    Owner owner = new Owner(call, Kind.PAYLOAD);
    buffers.free(context, demand.b(), buffers.ownership().of(owner));
  }

  private boolean copy(OpteeDomain context, ShmRpc rpc) {
    XenPage shadow = rpcPages.mapped(rpc);
    Message message = new Message(shadow.content().get(Access.OPAQUE));
    int words = (int) Message.words(guestMemory.boundedParams(message));
    boolean isCopied =
        guestMemory.write(context.domain(), rpc.gfn().get(), message.content(), words);
    if (!isCopied) {
      shadow
          .content()
          .update(
              new PageContent.SetHigh(Message.RET_WORD, TeecResult.ERROR_GENERIC), Access.OPAQUE);
    }
    return isCopied;
  }

  /* Runs even if the copy failed. */
  private void act(OpteeDomain context, StdCall call, ShmRpc rpc) {
    Demand demand = demand(rpc);
    if (behaviour.has(Fix.ANSWER_CHECK)) {
      call.rpcRequest().set(new StdCall.RpcRequest(demand.command(), demand.a(), demand.b()));
    }
    if (demand.command() == RpcCommand.SHM_ALLOC) {
      /* An unsigned int in C. */
      call.rpcBufferType().set(Registers.low(demand.a()));
    } else if (demand.command() == RpcCommand.SHM_FREE && behaviour.has(Fix.FREE_BUFFER_EARLY)) {
      free(context, call, demand);
      if (!behaviour.has(Fix.ANY_FREE_ORDER)) {
        warnUnlessLast(call, demand.b());
      }
      call.rpcDataCookie().set(0);
    } else if (demand.command() == RpcCommand.SHM_FREE
        && behaviour.has(Fix.BUFFER_FREE_AT_REQUEST)) {
      free(context, call, demand);
    }
  }

  private void warnUnlessLast(StdCall call, long cookie) {
    long last = call.rpcDataCookie().get();
    if (last != 0 && last != cookie) {
      environment.report(Diagnostic.FREED_BUFFER_IS_NOT_LAST_ALLOCATED);
      environment.report(Diagnostic.WARN_TRACE);
    }
  }
}
