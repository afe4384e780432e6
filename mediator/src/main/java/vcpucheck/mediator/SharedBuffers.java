package vcpucheck.mediator;

import java.util.List;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Ownership.Owner;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.BufferTable.Right;
import vcpucheck.mediator.table.Quota;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.ShmBuffer.Kind;
import vcpucheck.mediator.xen.ErrPtr;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.XenPage;

/** The life of shared buffers: allocate, drop the page list, free. */
final class SharedBuffers {
  private final Environment environment;
  private final Memory memory;
  private final Behaviour behaviour;
  private final Ownership ownership;

  SharedBuffers(Environment environment) {
    this.environment = environment;
    memory = environment.memory();
    behaviour = environment.behaviour();
    ownership = new Ownership(behaviour);
  }

  /** Who may release which buffer. */
  Ownership ownership() {
    return ownership;
  }

  /**
   * Counts, allocates and lists a buffer without pages.
   *
   * @param owner the call that makes it
   * @param pages how many pages it is to have
   * @param pageList the pages of its list
   * @return {@link Errno#ENOMEM}, or {@link Errno#EEXIST} for a cookie that is taken
   */
  @CFunction("allocate_optee_shm_buf")
  ErrPtr<ShmBuffer> allocate(
      OpteeDomain context, Owner owner, long cookie, int pages, List<XenPage> pageList) {
    return memory.call(
        () -> {
          Quota quota = context.tables().quota();
          if (!quota.reserve(pages)) {
            return ErrPtr.error(Errno.ENOMEM);
          }
          ErrPtr<ShmBuffer> buffer = insert(context, owner, cookie, pages, pageList);
          if (buffer.error() != Errno.OK) {
            quota.giveBack(pages);
          }
          return buffer;
        });
  }

  private ErrPtr<ShmBuffer> insert(
      OpteeDomain context, Owner owner, long cookie, int pages, List<XenPage> pageList) {
    ShmBuffer buffer = environment.structs().buffers().alloc();
    if (buffer == null) {
      return ErrPtr.error(Errno.ENOMEM);
    }
    buffer.cookie().set(cookie);
    ownership.record(buffer, owner);
    if (behaviour.has(Fix.RETURN_RESERVED)) {
      buffer.pagesReserved().set(pages);
    }
    for (int index = 0; index < pageList.size(); index++) {
      buffer.pageList().get(index).set(pageList.get(index));
    }
    if (!isRpcCookie(context, cookie)
        && context.tables().buffers().insert(buffer, cookie, ownership.named())) {
      return ErrPtr.of(buffer);
    }
    environment.report(Diagnostic.BUFFER_COOKIE_DUPLICATE);
    environment.structs().buffers().free(buffer);
    return ErrPtr.error(Errno.EEXIST);
  }

  private boolean isRpcCookie(OpteeDomain context, long cookie) {
    if (!behaviour.has(Mutant.ONE_LIST)) {
      return false;
    }
    return context.tables().rpcs().find(cookie) != null;
  }

  /**
   * Takes the buffer with a cookie out, unpins its pages and frees it; silent if there is none that
   * the right covers.
   */
  @CFunction("free_optee_shm_buf")
  void free(OpteeDomain context, long cookie, Right right) {
    memory.run(
        () -> {
          ShmBuffer buffer = context.tables().buffers().remove(cookie, right);
          if (buffer != null) {
            dispose(context, buffer);
          }
        });
  }

  /** Unpins the pages of a buffer that was taken out, and frees it. */
  /* xen/arch/arm/tee/optee.c free_optee_shm_buf@551d3cea0f. */
  void dispose(OpteeDomain context, ShmBuffer buffer) {
    int pinned = buffer.pageCount().get();
    for (int index = 0; index < pinned && !behaviour.has(Mutant.NO_REF); index++) {
      environment.machine().guestPage(buffer.pages().get(index).get()).put();
    }
    freePageList(buffer);
    context
        .tables()
        .quota()
        .giveBack(
            behaviour.has(Fix.RETURN_RESERVED)
                ? buffer.pagesReserved().get()
                : buffer.pageCount().get());
    environment.structs().buffers().free(buffer);
  }

  /** Frees every buffer that the right covers. */
  void freeAll(OpteeDomain context, Right right) {
    memory.loop(
        "free",
        state -> {
          ShmBuffer buffer = context.tables().buffers().removeAny(right);
          if (buffer == null) {
            return Iteration.done(Errno.OK);
          }
          dispose(context, buffer);
          return Iteration.again(state);
        });
  }

  /** Whether a cookie is that of a registered buffer. */
  boolean isRegistered(OpteeDomain context, long cookie) {
    return memory.call(
        () -> {
          ShmBuffer buffer = context.tables().buffers().find(cookie, ownership.inRegistry());
          if (buffer != null) {
            endUse(context, buffer);
          }
          return buffer != null;
        });
  }

  /** Ends a registration that OP-TEE has confirmed: from now on an UNREGISTER may take it. */
  void confirm(OpteeDomain context, long cookie, Right right) {
    memory.run(
        () -> {
          ShmBuffer buffer = context.tables().buffers().find(cookie, right);
          if (buffer != null) {
            buffer.kind().set(Kind.REGISTERED, Access.RELEASE);
            endUse(context, buffer);
          }
        });
  }

  /** Gives up a buffer that OP-TEE does not unregister: its cookie is free, its pages are not. */
  void abandon(OpteeDomain context, long cookie) {
    memory.run(() -> context.tables().buffers().disown(cookie, ownership.inRegistry()));
  }

  private void endUse(OpteeDomain context, ShmBuffer buffer) {
    if (context.tables().buffers().endUse(buffer)) {
      dispose(context, buffer);
    }
  }

  /** Frees the page list of the buffer with a cookie that the right covers, if it still has one. */
  @CFunction("free_optee_shm_buf_pg_list")
  void dropPageList(OpteeDomain context, long cookie, Right right) {
    memory.run(
        () -> {
          ShmBuffer buffer = context.tables().buffers().find(cookie, right);
          if (buffer == null) {
            environment.report(Diagnostic.PAGE_LIST_OWNER_UNKNOWN);
            return;
          }
          freePageList(buffer);
          endUse(context, buffer);
        });
  }

  /* A plain test and a plain clear, outside of any lock. */
  @CFunction("free_pg_list")
  private void freePageList(ShmBuffer buffer) {
    XenPage first = buffer.pageList().get(0).get();
    if (first == null) {
      return;
    }
    environment.heap().free(first);
    buffer.pageList().get(0).set(null);
    for (int index = 1; index < buffer.pageList().size(); index++) {
      XenPage next = buffer.pageList().get(index).get();
      if (next != null) {
        environment.heap().free(next);
        buffer.pageList().get(index).set(null);
      }
    }
  }
}
