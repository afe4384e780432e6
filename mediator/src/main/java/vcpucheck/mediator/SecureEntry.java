package vcpucheck.mediator;

import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.Registers;

/** Enters OP-TEE with a call, and does what its answer asks for. */
final class SecureEntry {
  /** An RPC request of OP-TEE, and the guest's registers so far. */
  private record Request(Registers answer, Registers guest) {}

  /**
   * How a call left OP-TEE.
   *
   * @param guest the guest's registers, if a request was delivered
   * @param isComplete whether the call has ended
   * @param status the status it ended with
   */
  private record Outcome(Registers guest, boolean isComplete, long status) {}

  private final Environment environment;
  private final Memory memory;
  private final StdCalls records;
  private final RpcPages rpcPages;
  private final RpcRequests requests;
  private final Completion completion;

  SecureEntry(
      Environment environment,
      StdCalls records,
      RpcPages rpcPages,
      RpcRequests requests,
      Completion completion) {
    this.environment = environment;
    memory = environment.memory();
    this.records = records;
    this.rpcPages = rpcPages;
    this.requests = requests;
    this.completion = completion;
  }

  /* xen/arch/arm/tee/optee.c do_call_with_arg@1c9460595c. */
  @CFunction("do_call_with_arg")
  Registers enter(OpteeDomain context, StdCall call, Registers guest, Registers arguments) {
    Registers answer = secureCall(context, call, arguments);
    if (!SmcReturn.isRpc(answer.r0())) {
      return completion.finish(context, call, guest, answer.r0());
    }
    Outcome outcome = deliver(context, call, new Request(answer, guest));
    if (outcome.isComplete()) {
      return completion.finish(context, call, guest, outcome.status());
    }
    records.put(context, call);
    return outcome.guest();
  }

  private Registers secureCall(OpteeDomain context, StdCall call, Registers arguments) {
    Registers answer = environment.secureCall(context, arguments);
    if (environment.behaviour().has(Mutant.LATE_RESET)) {
      environment.setThreadId(call, StdCall.NO_THREAD);
    }
    rpcPages.freeLeaving(call);
    return answer;
  }

  /*
   * A request that the guest cannot be given goes back to OP-TEE. In C with the request's code as
   * function id; and whatever OP-TEE answers to that, the call is not completed.
   */
  private Outcome deliver(OpteeDomain context, StdCall call, Request first) {
    return memory.loop(
        first,
        request -> {
          RpcRequests.Delivery delivery =
              requests.handle(context, call, request.answer(), request.guest());
          if (delivery.isDelivered()) {
            return Iteration.done(new Outcome(delivery.guest(), false, 0));
          }
          Registers answer = secureCall(context, call, restart(call, request.answer()));
          return SmcReturn.isRpc(answer.r0())
              ? Iteration.again(new Request(answer, delivery.guest()))
              : Iteration.done(new Outcome(delivery.guest(), isRepaired(), answer.r0()));
        });
  }

  private Registers restart(StdCall call, Registers answer) {
    if (!isRepaired() && !environment.behaviour().has(Mutant.FIXED_ID)) {
      return Registers.results(answer.r0(), answer.r1(), answer.r2(), answer.r3());
    }
    if (isRepaired()) {
      environment.setThreadId(call, StdCall.NO_THREAD);
    }
    return Registers.of(SmcFunction.CALL_RETURN_FROM_RPC.id()).with3(answer.r3());
  }

  private boolean isRepaired() {
    return environment.behaviour().has(Fix.RPC_RESTART);
  }
}
