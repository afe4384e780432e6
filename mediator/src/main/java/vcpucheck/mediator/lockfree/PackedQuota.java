package vcpucheck.mediator.lockfree;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.Iteration;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.Quota;

/**
 * The counters with buffers and their pages in one word, so that a registration gets both or
 * neither.
 */
final class PackedQuota implements Quota {
  private static final long BUFFER = 1L << 32;

  private final Memory memory;
  private final Behaviour behaviour;
  private final Limits limits;
  private final long perBuffer;
  private final IntCell callCount;
  private final LongCell buffersAndPages;

  PackedQuota(Memory memory, String prefix, Behaviour behaviour) {
    this.memory = memory;
    this.behaviour = behaviour;
    limits = behaviour.limits();
    perBuffer = behaviour.has(Fix.BUFFER_COUNT_LIMIT) ? BUFFER : 0;
    callCount = memory.intCell(prefix + "call_count", 0);
    buffersAndPages = memory.longCell(prefix + "shm_buf_count:pages", 0);
  }

  @Override
  @CFunction("atomic_add_unless")
  public boolean reserveCall() {
    return callCount.addUnless(1, limits.threads()) != limits.threads();
  }

  @Override
  public void returnCall() {
    // RELEASE: the call is over before another is admitted in its place.
    callCount.add(-1, Access.RELEASE);
  }

  @Override
  public boolean reserve(int pages) {
    if (behaviour.has(Mutant.TWO_STEP_RESERVE)) {
      return reserveInTwoSteps(pages);
    }
    return add(perBuffer + pages);
  }

  private boolean reserveInTwoSteps(int pages) {
    if (!add(perBuffer)) {
      return false;
    }
    boolean isReserved = add(pages);
    if (!isReserved) {
      buffersAndPages.add(-perBuffer, Access.RELEASE);
    }
    return isReserved;
  }

  private boolean add(long delta) {
    return memory.loop(
        "reserve",
        state -> {
          // OPAQUE: the exchange decides, and a refusal orders nothing.
          long before = buffersAndPages.get(Access.OPAQUE);
          long after = before + delta;
          if (buffers(after) > limits.buffers() || pages(after) >= limits.pageQuota()) {
            return Iteration.done(false);
          }
          if (behaviour.has(Mutant.CHECK_THEN_INC)) {
            buffersAndPages.add(delta, Access.OPAQUE);
            return Iteration.done(true);
          }
          // ACQUIRE: what was given back is unpinned before it is pinned again.
          return buffersAndPages.compareAndSet(before, after, Access.ACQUIRE)
              ? Iteration.done(true)
              : Iteration.again(state);
        });
  }

  @Override
  public void giveBack(int pages) {
    // RELEASE: the pages are unpinned before they are admitted again.
    buffersAndPages.add(-perBuffer - pages, Access.RELEASE);
  }

  @Override
  public void reset() {
    callCount.set(0, Access.OPAQUE);
    buffersAndPages.set(0, Access.OPAQUE);
  }

  @Override
  public int calls() {
    return callCount.get(Access.OPAQUE);
  }

  @Override
  public int buffers() {
    return (int) buffers(buffersAndPages.get(Access.OPAQUE));
  }

  @Override
  public int pages() {
    return (int) pages(buffersAndPages.get(Access.OPAQUE));
  }

  private static long buffers(long word) {
    return word >>> 32;
  }

  private static long pages(long word) {
    return word & (BUFFER - 1);
  }
}
