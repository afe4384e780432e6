package vcpucheck.mediator.lockfree;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.mediator.lockfree.CookieSlots.Coverage;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.table.BufferTable;
import vcpucheck.mediator.table.ShmBuffer;

/** The shared buffers of one domain in slots. */
final class LockFreeBufferTable implements BufferTable {
  private final CookieSlots<ShmBuffer> slots;
  private final Consumer<ShmBuffer> release;

  LockFreeBufferTable(
      Memory memory,
      String prefix,
      Slab<ShmBuffer> structs,
      Behaviour behaviour,
      Consumer<ShmBuffer> release) {
    this.release = release;
    slots = new CookieSlots<>(memory, prefix + "shm_buf", structs, behaviour, release);
  }

  private static Predicate<? super ShmBuffer> covered(Right right) {
    return right == Right.ANY ? Coverage.FULL : right::covers;
  }

  @Override
  public boolean insert(ShmBuffer buffer, long cookie, Right taken) {
    return slots.insert(buffer, cookie, covered(taken), 0);
  }

  @Override
  public @Nullable ShmBuffer find(long cookie, Right right) {
    return slots.find(cookie, covered(right));
  }

  @Override
  public boolean endUse(ShmBuffer buffer) {
    return slots.endUse(buffer);
  }

  @Override
  public @Nullable ShmBuffer remove(long cookie, Right right) {
    return slots.remove(cookie, covered(right));
  }

  @Override
  public @Nullable ShmBuffer removeAny(Right right) {
    return slots.removeAny(covered(right));
  }

  @Override
  public void disown(long cookie, Right right) {
    ShmBuffer buffer = slots.find(cookie, covered(right));
    if (buffer == null) {
      return;
    }
    // RELEASE: who finds the cookie free sees what was done with the buffer before.
    buffer.kind().set(ShmBuffer.Kind.ORPHAN, Access.RELEASE);
    if (slots.endUse(buffer)) {
      release.accept(buffer);
    }
  }

  @Override
  public @Nullable ShmBuffer first() {
    return slots.first();
  }

  @Override
  public List<ShmBuffer> snapshot() {
    return slots.snapshot();
  }
}
