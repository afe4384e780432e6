package vcpucheck.mediator;

import vcpucheck.checker.memory.CFunction;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.ErrPtr;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.PageContent;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.XenPage;

/** A call that is resumed after an RPC: {@code OPTEE_SMC_CALL_RETURN_FROM_RPC}. */
final class RpcFlow {
  private final Environment environment;
  private final Behaviour behaviour;
  private final StdCalls records;
  private final RpcPages rpcPages;
  private final RpcAnswers answers;
  private final SecureEntry entry;

  RpcFlow(
      Environment environment,
      StdCalls records,
      RpcPages rpcPages,
      RpcAnswers answers,
      SecureEntry entry) {
    this.environment = environment;
    behaviour = environment.behaviour();
    this.records = records;
    this.rpcPages = rpcPages;
    this.answers = answers;
    this.entry = entry;
  }

  /* xen/arch/arm/tee/optee.c handle_rpc@1c9460595c. */
  @CFunction("handle_rpc")
  Registers handle(OpteeDomain context, Registers guest) {
    return environment
        .memory()
        .call(
            () -> {
              int threadId = (int) guest.r3();
              StdCall call = records.claim(context, threadId);
              if (call == null) {
                return guest.with0(SmcReturn.ERESUME);
              }
              if (!behaviour.has(Mutant.NO_RESET) && !behaviour.has(Mutant.LATE_RESET)) {
                environment.setThreadId(call, StdCall.NO_THREAD);
              }
              return resume(context, call, guest, threadId);
            });
  }

  /* What was saved at the request decides, not what the guest says. */
  private Registers resume(OpteeDomain context, StdCall call, Registers guest, int threadId) {
    StdCall.SavedRpc saved = call.rpc().get();
    if (saved.operation() == SmcReturn.RPC_FUNC_ALLOC) {
      return answerAlloc(context, call, guest);
    }
    if (saved.operation() == SmcReturn.RPC_FUNC_CMD && behaviour.has(Fix.RPC_SHADOW)) {
      return answerCommand(context, call, guest);
    }
    if (saved.operation() == SmcReturn.RPC_FUNC_FREE
        && !behaviour.has(Fix.FREE_RPC_BUFFER_EARLY)
        && !behaviour.has(Fix.NO_PAGE_FREE_AT_ANSWER)) {
      rpcPages.free(context, Registers.pair(saved.first(), saved.second()));
    }
    Registers arguments =
        Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id())
            .with1(saved.first())
            .with2(saved.second())
            .with3(threadId);
    return entry.enter(context, call, guest, arguments);
  }

  /* xen/arch/arm/tee/optee.c handle_rpc_func_alloc@1c9460595c. */
  @CFunction("handle_rpc_func_alloc")
  private Registers answerAlloc(OpteeDomain context, StdCall call, Registers guest) {
    long machineAddress =
        argumentPage(
            context,
            Registers.pair(guest.r1(), guest.r2()),
            Registers.pair(guest.r4(), guest.r5()));
    boolean isCookiePassed = machineAddress != 0 || !behaviour.has(Fix.NO_COOKIE_WITHOUT_PAGE);
    Registers arguments =
        new Registers(
            SmcFunction.CALL_RETURN_FROM_RPC.id(),
            Registers.high(machineAddress),
            Registers.low(machineAddress),
            guest.r3(),
            isCookiePassed ? guest.r4() : 0,
            isCookiePassed ? guest.r5() : 0,
            0,
            0);
    return entry.enter(context, call, guest, arguments);
  }

  /* The machine address for OP-TEE, or 0. The entry is used after the lock is dropped. */
  private long argumentPage(OpteeDomain context, long address, long cookie) {
    if ((address & (PageContent.PAGE_SIZE - 1)) != 0) {
      environment.report(Diagnostic.RPC_BUFFER_MISALIGNED);
      return 0;
    }
    if (address == 0 && behaviour.has(Fix.ZERO_ADDRESS)) {
      return 0;
    }
    ErrPtr<ShmRpc> allocated = rpcPages.allocate(context, address, cookie);
    ShmRpc rpc = allocated.pointer();
    if (rpc == null) {
      environment.report(
          allocated.error() == Errno.ENOMEM
              ? Diagnostic.RPC_BUFFER_NOT_TRACKED_NOMEM
              : Diagnostic.RPC_BUFFER_NOT_TRACKED_INVAL);
      return 0;
    }
    XenPage shadow = rpc.xenArgPage().get();
    long machineAddress =
        shadow == null
            ? environment.machine().address(environment.machine().guestPage(rpc.guestPage().get()))
            : environment.machine().address(shadow);
    rpcPages.endUse(context, rpc);
    return machineAddress;
  }

  /* xen/arch/arm/tee/optee.c handle_rpc_cmd@c2c141f0f4. */
  @CFunction("handle_rpc_cmd")
  private Registers answerCommand(OpteeDomain context, StdCall call, Registers guest) {
    long cookie = Registers.pair(guest.r1(), guest.r2());
    if (behaviour.has(Fix.RPC_COOKIE_MATCH) && cookie != requested(call)) {
      return refuseAnswer(context, call, guest);
    }
    ShmRpc rpc = context.tables().rpcs().find(cookie);
    if (rpc == null) {
      environment.report(Diagnostic.RPC_COOKIE_FROM_GUEST_UNKNOWN);
      boolean isRefused =
          behaviour.has(Fix.RPC_COOKIE_MATCH) || behaviour.has(Fix.PUT_ON_UNKNOWN_COOKIE);
      return isRefused ? refuseAnswer(context, call, guest) : guest;
    }
    RpcAnswers.Reaction reaction = answers.handle(context, call, rpc, guest);
    rpcPages.endUse(context, rpc);
    if (!reaction.entersSecureWorld()) {
      records.put(context, call);
      return reaction.guest();
    }
    Registers arguments = Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id()).with3(guest.r3());
    return entry.enter(context, call, guest, arguments);
  }

  private static long requested(StdCall call) {
    StdCall.SavedRpc saved = call.rpc().get();
    return Registers.pair(saved.first(), saved.second());
  }

  /* The repair: the call waits for its answer as before. */
  private Registers refuseAnswer(OpteeDomain context, StdCall call, Registers guest) {
    if (!behaviour.has(Mutant.THREAD_ID_LOST)) {
      environment.setThreadId(call, (int) guest.r3());
    }
    records.put(context, call);
    return guest.with0(SmcReturn.ERESUME);
  }
}
