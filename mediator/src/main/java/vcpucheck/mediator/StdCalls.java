package vcpucheck.mediator;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.table.CallTable;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.ErrPtr;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.XenPage;

/** The life of call records: allocate, claim, put, free. */
final class StdCalls {
  private final Environment environment;
  private final Memory memory;
  private final RpcPages rpcPages;

  StdCalls(Environment environment, RpcPages rpcPages) {
    this.environment = environment;
    this.rpcPages = rpcPages;
    memory = environment.memory();
  }

  /**
   * Counts and allocates a call and puts it on the list, in flight.
   *
   * @return {@link Errno#ENOSPC} if there are as many calls as threads, {@link Errno#ENOMEM}
   */
  @CFunction("allocate_std_call")
  ErrPtr<StdCall> allocate(OpteeDomain context) {
    return memory.call(
        () -> {
          if (!context.tables().quota().reserveCall()) {
            return ErrPtr.error(Errno.ENOSPC);
          }
          StdCall call = environment.structs().calls().alloc();
          if (call == null) {
            context.tables().quota().returnCall();
            return ErrPtr.error(Errno.ENOMEM);
          }
          call.inFlight().set(1);
          context.tables().calls().insert(call);
          return ErrPtr.of(call);
        });
  }

  /** Finds the call of a thread, takes it and maps its shadow; null if that cannot be. */
  @CFunction("get_std_call")
  @Nullable StdCall claim(OpteeDomain context, int threadId) {
    if (threadId < 0 && environment.behaviour().has(Fix.REJECT_NO_THREAD)) {
      return null;
    }
    return memory.<@Nullable StdCall>call(
        () -> {
          CallTable.Claim claim = context.tables().calls().claim(threadId);
          StdCall call = claim.call();
          if (call != null) {
            map(call);
          } else if (claim.wasInFlight()) {
            environment.report(Diagnostic.RESUME_OF_CALL_IN_FLIGHT);
          }
          return call;
        });
  }

  @CFunction("map_xen_arg")
  void map(StdCall call) {
    call.xenArg().set(1);
  }

  @CFunction("unmap_xen_arg")
  private static void unmap(StdCall call) {
    call.xenArg().set(0);
  }

  /** Ends driving a call. */
  @CFunction("put_std_call")
  void put(OpteeDomain context, StdCall call) {
    memory.run(
        () -> {
          unmap(call);
          context.tables().calls().release(call);
        });
  }

  /* The edit: the call is off the list, so its flag needs no lock. */
  @CFunction("put_std_call")
  private void putUnlocked(OpteeDomain context, StdCall call) {
    memory.run(
        () -> {
          unmap(call);
          context.tables().calls().releaseRemoved(call);
        });
  }

  /**
   * Ends driving a call, and the call; in C in two critical sections, between which the call is on
   * the list and idle.
   */
  void putAndFree(OpteeDomain context, StdCall call, boolean isCounted) {
    if (!environment.behaviour().has(Fix.ATOMIC_CALL_END)) {
      boolean isLocked = environment.behaviour().has(Fix.UNLIST_BEFORE_PUT);
      if (isLocked || environment.behaviour().has(Fix.UNLOCKED_PUT)) {
        unlistAndFree(context, call, isCounted, isLocked);
        return;
      }
      put(context, call);
      if (environment.behaviour().has(Fix.RECHECK_BEFORE_FREE)) {
        freeIdle(context, call, isCounted);
      } else {
        free(context, call, isCounted);
      }
      return;
    }
    memory.run(
        () -> {
          unmap(call);
          context.tables().calls().releaseAndRemove(call);
          uncount(context, isCounted);
          dispose(call);
        });
  }

  private void unlistAndFree(
      OpteeDomain context, StdCall call, boolean isCounted, boolean isLocked) {
    context.tables().calls().remove(call);
    if (isLocked) {
      put(context, call);
    } else {
      putUnlocked(context, call);
    }
    memory.run(
        () -> {
          uncount(context, isCounted);
          dispose(call);
        });
  }

  /* xen/arch/arm/tee/optee.c free_std_call@c688a8afb2: the count drops before the list does. */
  @CFunction("free_std_call")
  void free(OpteeDomain context, StdCall call, boolean isCounted) {
    memory.run(
        () -> {
          if (environment.behaviour().has(Fix.COUNT_AFTER_UNLIST)) {
            context.tables().calls().remove(call);
            uncount(context, isCounted);
          } else {
            uncount(context, isCounted);
            context.tables().calls().remove(call);
          }
          dispose(call);
        });
  }

  /* The edit: a call that was claimed since is left to the vCPU that drives it. */
  @CFunction("free_std_call")
  private void freeIdle(OpteeDomain context, StdCall call, boolean isCounted) {
    memory.run(
        () -> {
          if (context.tables().calls().removeIdle(call)) {
            uncount(context, isCounted);
            dispose(call);
          }
        });
  }

  private static void uncount(OpteeDomain context, boolean isCounted) {
    if (isCounted) {
      context.tables().quota().returnCall();
    }
  }

  private void dispose(StdCall call) {
    rpcPages.freeLeaving(call);
    environment.debugAssert(
        call.inFlight().get() == 0, "!call->in_flight", Diagnostic.ASSERT_CALL_IDLE_WHEN_FREED);
    boolean isMapped = call.xenArg().get() != 0;
    environment.debugAssert(
        !isMapped, "!call->xen_arg", Diagnostic.ASSERT_CALL_UNMAPPED_WHEN_FREED);
    XenPage page = call.xenArgPage().get();
    if (page != null) {
      if (isMapped) {
        environment.report(Diagnostic.XEN_PAGE_FREED_WHILE_MAPPED);
      }
      environment.heap().free(page);
    }
    environment.structs().calls().free(call);
  }
}
