package vcpucheck.mediator;

import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.Registers;

/** Enters OP-TEE with a call, and does what its answer asks for. */
final class SecureEntry {
  /** An RPC request of OP-TEE, and the guest's registers so far. */
  private record Request(Registers answer, Registers guest) {}

  private final Setting setting;
  private final Memory memory;
  private final CallRecords records;
  private final RpcRequests requests;
  private final Completion completion;

  SecureEntry(Setting setting, CallRecords records, RpcRequests requests, Completion completion) {
    this.setting = setting;
    memory = setting.memory();
    this.records = records;
    this.requests = requests;
    this.completion = completion;
  }

  /* xen/arch/arm/tee/optee.c do_call_with_arg@1c9460595c; facts 3.6. */
  @CFunction("do_call_with_arg")
  Registers enter(OpteeDomain context, StdCall call, Registers guest, Registers arguments) {
    Registers answer = setting.secureCall(context, arguments);
    if (!SmcReturn.isRpc(answer.r0())) {
      return completion.finish(context, call, guest, answer.r0());
    }
    Registers registers = deliver(context, call, new Request(answer, guest));
    records.put(context, call);
    return registers;
  }

  /*
   * A request that the guest cannot be given goes back to OP-TEE, with the request's code as function
   * id; whatever OP-TEE answers to that, the call is not completed.
   */
  private Registers deliver(OpteeDomain context, StdCall call, Request first) {
    return memory.loop(
        first,
        request -> {
          RpcRequests.Delivery delivery =
              requests.handle(context, call, request.answer(), request.guest());
          if (delivery.isDelivered()) {
            return Iteration.done(delivery.guest());
          }
          Registers answer = setting.secureCall(context, restart(request.answer()));
          return SmcReturn.isRpc(answer.r0())
              ? Iteration.again(new Request(answer, delivery.guest()))
              : Iteration.done(delivery.guest());
        });
  }

  private static Registers restart(Registers answer) {
    return Registers.results(answer.r0(), answer.r1(), answer.r2(), answer.r3());
  }
}
