package vcpucheck.mediator;

import java.util.List;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Diagnostic;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.table.Quota;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.xen.ErrPtr;
import vcpucheck.mediator.xen.Errno;
import vcpucheck.mediator.xen.XenPage;

/** The life of shared buffers: allocate, drop the page list, free. */
final class Buffers {
  private final Setting setting;
  private final Memory memory;
  private final Behaviour behaviour;

  Buffers(Setting setting) {
    this.setting = setting;
    memory = setting.memory();
    behaviour = setting.behaviour();
  }

  /**
   * Counts, allocates and lists a buffer without pages.
   *
   * @param pages how many pages it is to have
   * @param pageList the pages of its list
   * @return {@link Errno#ENOMEM}, or {@link Errno#EINVAL} for a cookie that is taken
   */
  @CFunction("allocate_optee_shm_buf")
  ErrPtr<ShmBuffer> allocate(OpteeDomain context, long cookie, int pages, List<XenPage> pageList) {
    return memory.call(
        () -> {
          Quota quota = context.tables().quota();
          if (behaviour.has(Fix.BUFFER_COUNT_LIMIT) && !quota.reserveBuffer()) {
            return ErrPtr.error(Errno.ENOMEM);
          }
          if (!quota.reservePages(pages)) {
            returnBuffer(quota);
            return ErrPtr.error(Errno.ENOMEM);
          }
          ErrPtr<ShmBuffer> buffer = insert(context, cookie, pageList);
          if (buffer.error() != Errno.OK) {
            quota.returnPages(pages);
            returnBuffer(quota);
          }
          return buffer;
        });
  }

  private void returnBuffer(Quota quota) {
    if (behaviour.has(Fix.BUFFER_COUNT_LIMIT)) {
      quota.returnBuffer();
    }
  }

  private ErrPtr<ShmBuffer> insert(OpteeDomain context, long cookie, List<XenPage> pageList) {
    ShmBuffer buffer = setting.structs().buffers().alloc();
    if (buffer == null) {
      return ErrPtr.error(Errno.ENOMEM);
    }
    buffer.cookie().set(cookie);
    for (int index = 0; index < pageList.size(); index++) {
      buffer.pageList().get(index).set(pageList.get(index));
    }
    if (context.tables().buffers().insert(buffer, cookie)) {
      return ErrPtr.of(buffer);
    }
    setting.report(Diagnostic.BUFFER_COOKIE_DUPLICATE);
    setting.structs().buffers().free(buffer);
    return ErrPtr.error(Errno.EINVAL);
  }

  /** Takes the buffer with a cookie out, unpins its pages and frees it; silent if there is none. */
  @CFunction("free_optee_shm_buf")
  void free(OpteeDomain context, long cookie) {
    memory.run(
        () -> {
          ShmBuffer buffer = context.tables().buffers().remove(cookie);
          if (buffer != null) {
            dispose(context, buffer);
          }
        });
  }

  /* xen/arch/arm/tee/optee.c free_optee_shm_buf@551d3cea0f; facts 3.5. */
  private void dispose(OpteeDomain context, ShmBuffer buffer) {
    int pinned = buffer.pageCount().get();
    for (int index = 0; index < pinned; index++) {
      setting.machine().guestPage(buffer.pages().get(index).get()).put();
    }
    freePageList(buffer);
    Quota quota = context.tables().quota();
    quota.returnPages(buffer.pageCount().get());
    returnBuffer(quota);
    setting.structs().buffers().free(buffer);
  }

  /** Frees the page list of the buffer with a cookie, if it still has one. */
  @CFunction("free_optee_shm_buf_pg_list")
  void dropPageList(OpteeDomain context, long cookie) {
    memory.run(
        () -> {
          ShmBuffer buffer = context.tables().buffers().find(cookie);
          if (buffer == null) {
            setting.report(Diagnostic.PAGE_LIST_OWNER_UNKNOWN);
            return;
          }
          freePageList(buffer);
          if (context.tables().buffers().endUse(buffer)) {
            dispose(context, buffer);
          }
        });
  }

  /* A plain test and a plain clear, outside of any lock. */
  @CFunction("free_pg_list")
  private void freePageList(ShmBuffer buffer) {
    XenPage first = buffer.pageList().get(0).get();
    if (first == null) {
      return;
    }
    setting.heap().free(first);
    buffer.pageList().get(0).set(null);
    for (int index = 1; index < buffer.pageList().size(); index++) {
      XenPage next = buffer.pageList().get(index).get();
      if (next != null) {
        setting.heap().free(next);
        buffer.pageList().get(index).set(null);
      }
    }
  }
}
