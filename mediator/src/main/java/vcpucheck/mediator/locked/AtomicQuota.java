package vcpucheck.mediator.locked;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.table.Quota;

/** The counters as the C code has them: {@code atomic_t}, outside of any lock. */
final class AtomicQuota implements Quota {
  private final Memory memory;
  private final Limits limits;
  private final IntCell callCount;
  private final IntCell bufferCount;
  private final IntCell bufferPages;

  AtomicQuota(Memory memory, String prefix, Limits limits) {
    this.memory = memory;
    this.limits = limits;
    callCount = memory.intCell(prefix + "call_count", 0);
    bufferCount = memory.intCell(prefix + "optee_shm_buf_count", 0);
    bufferPages = memory.intCell(prefix + "optee_shm_buf_pages", 0);
  }

  /* xen/arch/arm/tee/optee.c allocate_std_call@c688a8afb2: an equality test of the old value. */
  @Override
  @CFunction("atomic_add_unless")
  public boolean reserveCall() {
    return callCount.addUnless(1, limits.threads()) != limits.threads();
  }

  @Override
  @CFunction("atomic_dec")
  public void returnCall() {
    callCount.add(-1, Access.OPAQUE);
  }

  /* xen/arch/arm/tee/optee.c allocate_optee_shm_buf@96383955f6. */
  @Override
  @CFunction("atomic_add_unless")
  public boolean reserveBuffer() {
    return bufferCount.addUnless(1, limits.buffers()) != limits.buffers();
  }

  @Override
  @CFunction("atomic_dec")
  public void returnBuffer() {
    bufferCount.add(-1, Access.OPAQUE);
  }

  /* xen/arch/arm/tee/optee.c allocate_optee_shm_buf@551d3cea0f: the sum stays below the quota. */
  @Override
  @CFunction("atomic_cmpxchg")
  public boolean reservePages(int pages) {
    return memory.loop(
        "reserve",
        state -> {
          int old = bufferPages.get(Access.OPAQUE);
          if (old + pages >= limits.pageQuota()) {
            return Iteration.done(false);
          }
          return bufferPages.compareAndSet(old, old + pages)
              ? Iteration.done(true)
              : Iteration.again(state);
        });
  }

  @Override
  @CFunction("atomic_sub")
  public void returnPages(int pages) {
    bufferPages.add(-pages, Access.OPAQUE);
  }

  @Override
  public void reset() {
    callCount.set(0);
    bufferCount.set(0);
    bufferPages.set(0);
  }

  @Override
  public int calls() {
    return callCount.get(Access.OPAQUE);
  }

  @Override
  public int buffers() {
    return bufferCount.get(Access.OPAQUE);
  }

  @Override
  public int pages() {
    return bufferPages.get(Access.OPAQUE);
  }
}
