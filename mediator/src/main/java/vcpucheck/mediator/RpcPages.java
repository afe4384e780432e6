package vcpucheck.mediator;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.BufferTable;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmRpc;
import vcpucheck.mediator.table.StdCall;
import vcpucheck.mediator.xen.Domain;
import vcpucheck.mediator.xen.ErrPtr;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.XenPage;

/** The life of RPC argument pages: allocate and pin, map, free. */
final class RpcPages {
  private final Environment environment;
  private final Memory memory;

  RpcPages(Environment environment) {
    this.environment = environment;
    memory = environment.memory();
  }

  /**
   * Makes an argument page known: allocates its shadow, pins it, puts it on the list. To be
   * followed by {@link #endUse}.
   *
   * @param address guest-physical, page aligned
   * @return {@link Errno#ENOMEM}, or {@link Errno#EINVAL} for a bad page or a cookie that is taken
   */
  @CFunction("allocate_and_pin_shm_rpc")
  ErrPtr<ShmRpc> allocate(OpteeDomain context, long address, long cookie) {
    return memory.call(
        () -> {
          ShmRpc rpc = environment.structs().rpcs().alloc();
          if (rpc == null) {
            return ErrPtr.error(Errno.ENOMEM);
          }
          Errno error = fill(context, rpc, address, cookie);
          if (error != Errno.OK) {
            environment.structs().rpcs().free(rpc);
            return ErrPtr.error(error);
          }
          return ErrPtr.of(rpc);
        });
  }

  /* xen/arch/arm/tee/optee.c allocate_and_pin_shm_rpc@1c9460595c. */
  private Errno fill(OpteeDomain context, ShmRpc rpc, long address, long cookie) {
    XenPage shadow = null;
    if (environment.behaviour().has(Fix.RPC_SHADOW)) {
      shadow = environment.heap().allocate();
      if (shadow == null) {
        return Errno.ENOMEM;
      }
    }
    int page = context.domain().pin(address);
    if (page != Domain.NO_PAGE) {
      rpc.xenArgPage().set(shadow);
      rpc.gfn().set(address);
      rpc.guestPage().set(page);
      rpc.cookie().set(cookie);
      if (environment.behaviour().has(Fix.RPC_USE_COUNT)) {
        rpc.users().set(1);
      }
      if (!isBufferCookie(context, cookie) && context.tables().rpcs().insert(rpc, cookie)) {
        return Errno.OK;
      }
      environment.report(Diagnostic.RPC_COOKIE_DUPLICATE);
      environment.machine().guestPage(page).put();
    }
    if (shadow != null) {
      environment.heap().free(shadow);
    }
    return Errno.EINVAL;
  }

  private boolean isBufferCookie(OpteeDomain context, long cookie) {
    if (!environment.behaviour().has(Mutant.ONE_LIST)) {
      return false;
    }
    BufferTable buffers = context.tables().buffers();
    ShmBuffer found = buffers.find(cookie, BufferTable.Right.ANY);
    if (found != null) {
      buffers.endUse(found);
    }
    return found != null;
  }

  /** Maps the shadow; the pointer is in the shared struct. */
  @CFunction("map_domain_page")
  void map(ShmRpc rpc) {
    rpc.xenArg().set(rpc.xenArgPage().get());
  }

  /**
   * The mapped shadow.
   *
   * @throws IllegalStateException if it was never mapped
   */
  XenPage mapped(ShmRpc rpc) {
    XenPage page = rpc.xenArg().get();
    if (page == null) {
      throw new IllegalStateException("an RPC argument page is mapped before it is used");
    }
    return page;
  }

  /** Takes the argument page with a cookie out and frees it; silent if there is none. */
  @CFunction("free_shm_rpc")
  void free(OpteeDomain context, long cookie) {
    memory.run(
        () -> {
          ShmRpc rpc = context.tables().rpcs().remove(cookie);
          if (rpc != null) {
            dispose(rpc);
          }
        });
  }

  /**
   * As {@link #free} for an argument page that OP-TEE has just given up with a request of this
   * call: it may be freed only when OP-TEE, which unmaps it later, was resumed.
   */
  @CFunction("free_shm_rpc")
  void freeEarly(OpteeDomain context, StdCall call, long cookie) {
    if (!environment.behaviour().has(Fix.LATE_PAGE_FREE)) {
      free(context, cookie);
      return;
    }
    ShmRpc rpc = context.tables().rpcs().remove(cookie);
    if (rpc != null) {
      call.leavingRpc().set(rpc);
    }
  }

  /** Frees the argument page that waits for OP-TEE to be resumed. */
  void freeLeaving(StdCall call) {
    if (!environment.behaviour().has(Fix.LATE_PAGE_FREE)) {
      return;
    }
    ShmRpc rpc = call.leavingRpc().get();
    if (rpc != null) {
      call.leavingRpc().set(null);
      dispose(rpc);
    }
  }

  /** Ends a use of an argument page that was looked up. */
  void endUse(OpteeDomain context, ShmRpc rpc) {
    if (context.tables().rpcs().endUse(rpc)) {
      dispose(rpc);
    }
  }

  private void dispose(ShmRpc rpc) {
    @Nullable XenPage shadow = rpc.xenArgPage().get();
    if (shadow != null) {
      environment.heap().free(shadow);
    }
    environment.machine().guestPage(rpc.guestPage().get()).put();
    environment.structs().rpcs().free(rpc);
  }
}
