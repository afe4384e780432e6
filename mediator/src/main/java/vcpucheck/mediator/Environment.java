package vcpucheck.mediator;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Diagnostics;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.xen.Machine;
import vcpucheck.mediator.xen.Registers;
import vcpucheck.mediator.xen.XenHeap;

/** What every part of the mediator needs. */
record Environment(
    Machine machine,
    SecureWorld secureWorld,
    StructPools structs,
    Behaviour behaviour,
    Diagnostics diagnostics) {

  Memory memory() {
    return machine.memory();
  }

  XenHeap heap() {
    return machine.heap();
  }

  void report(Diagnostic diagnostic) {
    diagnostics.report(diagnostic);
  }

  /** {@code ASSERT}: reports a failure, and continues as a release build does. */
  void debugAssert(boolean holds, String text, Diagnostic diagnostic) {
    if (!holds) {
      diagnostics.report(diagnostic);
    }
    memory().debugAssert(holds, text);
  }

  /** Stores a call's thread id; in C a plain store without the lock under which others read it. */
  void setThreadId(StdCall call, int threadId) {
    call.opteeThreadId().set(threadId, behaviour.threadIdAccess(Access.RELEASE));
  }

  /** {@code arm_smccc_smc} on behalf of a domain. */
  Registers secureCall(OpteeDomain context, Registers arguments) {
    return secureWorld.call(arguments.with7(context.clientId()));
  }
}
