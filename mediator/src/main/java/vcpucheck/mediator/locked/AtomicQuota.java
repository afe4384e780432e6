package vcpucheck.mediator.locked;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.Quota;

/**
 * The counters as the C code has them: {@code atomic_t}, outside of any lock. Since {@link
 * Fix#JOINT_RESERVATION} those of buffers change together, under the lock of the lists.
 */
final class AtomicQuota implements Quota {
  private final Memory memory;
  private final SpinLock lock;
  private final Behaviour behaviour;
  private final Limits limits;
  private final IntCell callCount;
  private final IntCell bufferCount;
  private final IntCell bufferPages;

  AtomicQuota(Memory memory, String prefix, SpinLock lock, Behaviour behaviour) {
    this.memory = memory;
    this.lock = lock;
    this.behaviour = behaviour;
    limits = behaviour.limits();
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
    if (behaviour.has(Mutant.PLAIN_DECREMENT)) {
      callCount.set(callCount.get(Access.OPAQUE) - 1, Access.OPAQUE);
      return;
    }
    callCount.add(-1, Access.OPAQUE);
  }

  /* In C two steps: what the first has counted is counted while the second refuses. */
  @Override
  public boolean reserve(int pages) {
    if (behaviour.has(Fix.JOINT_RESERVATION)) {
      return reserveTogether(pages);
    }
    if (behaviour.has(Fix.PAGES_BEFORE_COUNT)) {
      return reservePagesFirst(pages);
    }
    if (isBufferCounted() && !reserveBuffer()) {
      return false;
    }
    boolean isReserved = reservePages(pages);
    if (!isReserved) {
      returnBuffer();
    }
    return isReserved;
  }

  private boolean reservePagesFirst(int pages) {
    if (!reservePages(pages)) {
      return false;
    }
    boolean isReserved = !isBufferCounted() || reserveBuffer();
    if (!isReserved) {
      returnPages(pages);
    }
    return isReserved;
  }

  @Override
  public void giveBack(int pages) {
    if (behaviour.has(Fix.JOINT_RESERVATION)) {
      returnTogether(pages);
      return;
    }
    returnPages(pages);
    returnBuffer();
  }

  private boolean reserveTogether(int pages) {
    lock.lock();
    int newCount = bufferCount.get() + 1;
    int newPages = bufferPages.get() + pages;
    boolean fits = newCount <= limits.buffers() && newPages < limits.pageQuota();
    if (fits) {
      bufferCount.set(newCount);
      bufferPages.set(newPages);
    }
    lock.unlock();
    return fits;
  }

  private void returnTogether(int pages) {
    lock.lock();
    bufferCount.set(bufferCount.get() - 1);
    bufferPages.set(bufferPages.get() - pages);
    lock.unlock();
  }

  /* xen/arch/arm/tee/optee.c allocate_optee_shm_buf@96383955f6. */
  @CFunction("atomic_add_unless")
  boolean reserveBuffer() {
    if (behaviour.has(Mutant.CHECK_THEN_INC)) {
      int before = bufferCount.get(Access.OPAQUE);
      if (before < limits.buffers()) {
        bufferCount.add(1, Access.OPAQUE);
      }
      return before < limits.buffers();
    }
    if (behaviour.has(Mutant.ADD_RETURNS_NEW)) {
      int before = bufferCount.addUnless(1, limits.buffers());
      return before + 1 != limits.buffers() && before != limits.buffers();
    }
    return bufferCount.addUnless(1, limits.buffers()) != limits.buffers();
  }

  @CFunction("atomic_dec")
  private void returnBuffer() {
    if (isBufferCounted()) {
      bufferCount.add(-1, Access.OPAQUE);
    }
  }

  /* xen/arch/arm/tee/optee.c allocate_optee_shm_buf@551d3cea0f: the sum stays below the quota. */
  @CFunction("atomic_cmpxchg")
  boolean reservePages(int pages) {
    if (behaviour.has(Mutant.ADD_THEN_CHECK)) {
      return addThenCheck(pages);
    }
    return memory.loop(
        "reserve",
        state -> {
          int old = bufferPages.get(Access.OPAQUE);
          if (old + pages >= limits.pageQuota()) {
            return Iteration.done(false);
          }
          boolean isReserved = bufferPages.compareAndSet(old, old + pages);
          return isReserved || behaviour.has(Mutant.NO_RETRY)
              ? Iteration.done(isReserved)
              : Iteration.again(state);
        });
  }

  private boolean addThenCheck(int pages) {
    int sum = bufferPages.getAndAdd(pages) + pages;
    if (sum >= limits.pageQuota()) {
      bufferPages.add(-pages);
    }
    return sum < limits.pageQuota();
  }

  @CFunction("atomic_sub")
  private void returnPages(int pages) {
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

  private boolean isBufferCounted() {
    return behaviour.has(Fix.BUFFER_COUNT_LIMIT);
  }
}
