package vcpucheck.mediator;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.abi.SmcFunction;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.BufferTable.Right;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.Registers;

/** The end of a domain: {@code optee_relinquish_resources}. */
final class Teardown {
  private static final String PREEMPT_CHECK = "hypercall_preempt_check";

  private final Environment environment;
  private final Memory memory;
  private final Behaviour behaviour;
  private final StdCalls records;
  private final RpcPages rpcPages;
  private final SharedBuffers buffers;

  Teardown(Environment environment, StdCalls records, RpcPages rpcPages, SharedBuffers buffers) {
    this.environment = environment;
    memory = environment.memory();
    behaviour = environment.behaviour();
    this.records = records;
    this.rpcPages = rpcPages;
    this.buffers = buffers;
  }

  /* xen/arch/arm/tee/optee.c optee_relinquish_resources@208bef44c6. */
  Errno run(OpteeDomain context) {
    if (context.tee().get() == 0) {
      return Errno.OK;
    }
    freeCalls(context);
    if (isPreempted(context)) {
      return Errno.ERESTART;
    }
    if (behaviour.has(Mutant.EARLY_DESTROY_NOTICE)) {
      sayDestroyed(context);
    }
    freeRpcs(context);
    if (!freeBuffers(context) || isPreempted(context)) {
      return Errno.ERESTART;
    }
    if (!behaviour.has(Mutant.EARLY_DESTROY_NOTICE)) {
      sayDestroyed(context);
    }
    checkQuiescence(context);
    forget(context);
    return Errno.OK;
  }

  private void sayDestroyed(OpteeDomain context) {
    environment
        .secureWorld()
        .call(Registers.of(SmcFunction.VM_DESTROYED.id()).with1(context.clientId()));
  }

  /* The lists are walked without the lock. */
  private void freeCalls(OpteeDomain context) {
    StdCall call = context.tables().calls().first();
    while (call != null) {
      records.free(context, call, !behaviour.has(Mutant.COUNT_FIRST));
      call = context.tables().calls().first();
    }
  }

  private void freeRpcs(OpteeDomain context) {
    ShmRpc rpc = context.tables().rpcs().first();
    while (rpc != null) {
      rpcPages.free(context, rpc.cookie().get());
      rpc = context.tables().rpcs().first();
    }
  }

  private boolean freeBuffers(OpteeDomain context) {
    ShmBuffer buffer = firstBuffer(context);
    while (buffer != null) {
      if (behaviour.has(Fix.TEARDOWN_PREEMPTION) && isPreempted(context)) {
        return false;
      }
      buffers.free(context, buffer.cookie().get(), Right.ANY);
      if (behaviour.has(Mutant.CURSOR_KEPT)) {
        context.lastFreed().set(buffer);
      }
      buffer = context.tables().buffers().first();
    }
    return true;
  }

  private @Nullable ShmBuffer firstBuffer(OpteeDomain context) {
    if (behaviour.has(Mutant.CURSOR_KEPT)) {
      ShmBuffer last = context.lastFreed().get();
      if (last != null) {
        return last.links().next().get();
      }
    }
    return context.tables().buffers().first();
  }

  /* A hint that may come or not, within the budget that the behaviour gives. */
  @CFunction("hypercall_preempt_check")
  private boolean isPreempted(OpteeDomain context) {
    if (behaviour.preemptions() == 0) {
      return false;
    }
    int before = context.preemptions().get();
    if (before >= behaviour.preemptions() || memory.choose(PREEMPT_CHECK, 2) == 0) {
      return false;
    }
    context.preemptions().set(before + 1);
    return true;
  }

  private void checkQuiescence(OpteeDomain context) {
    Tables tables = context.tables();
    environment.debugAssert(
        !tables.isLocked().getAsBoolean(),
        "!spin_is_locked(&ctx->lock)",
        Diagnostic.ASSERT_UNLOCKED_AT_DESTROY);
    environment.debugAssert(
        tables.quota().calls() == 0,
        "!atomic_read(&ctx->call_count)",
        Diagnostic.ASSERT_NO_CALLS_AT_DESTROY);
    environment.debugAssert(
        tables.quota().pages() == 0,
        "!atomic_read(&ctx->optee_shm_buf_pages)",
        Diagnostic.ASSERT_NO_BUF_PAGES_AT_DESTROY);
    environment.debugAssert(
        tables.rpcs().first() == null,
        "list_empty(&ctx->shm_rpc_list)",
        Diagnostic.ASSERT_NO_RPCS_AT_DESTROY);
  }

  private void forget(OpteeDomain context) {
    StructPools.Context allocation = context.allocation().get();
    if (allocation != null) {
      environment.structs().contexts().free(allocation);
      context.allocation().set(null);
    }
    context.tee().set(0);
  }
}
