package vcpucheck.mediator.locked;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.table.BufferTable;
import vcpucheck.mediator.table.ShmBuffer;

/** {@code optee_shm_buf_list} under the domain's lock. */
final class LockedBufferTable implements BufferTable {
  private final SpinLock lock;
  private final Behaviour behaviour;

  /** Whether what was found is used before the lock is dropped; {@link #find} decides. */
  private final boolean keepsLock;

  private final CookieList<ShmBuffer> list;

  LockedBufferTable(Memory memory, String prefix, SpinLock lock, Behaviour behaviour) {
    this.lock = lock;
    this.behaviour = behaviour;
    keepsLock = behaviour.fixes().contains(Fix.LOCKED_BUFFER_USE);
    list =
        new CookieList<>(
            memory, prefix + "optee_shm_buf_list", lock, ShmBuffer::links, ShmBuffer::cookie);
  }

  @Override
  public boolean insert(ShmBuffer buffer, long cookie, Right taken) {
    return list.insert(buffer, cookie, taken::covers);
  }

  @Override
  public @Nullable ShmBuffer find(long cookie, Right right) {
    return list.find(cookie, right::covers, behaviour.has(Fix.LOCKED_BUFFER_USE));
  }

  /** Counts nothing: in C a use has no end. Since the repair it ends where the lock is dropped. */
  @Override
  public boolean endUse(ShmBuffer buffer) {
    if (keepsLock) {
      lock.unlock();
    }
    return false;
  }

  @Override
  public @Nullable ShmBuffer remove(long cookie, Right right) {
    return list.remove(cookie, right::covers, buffer -> true);
  }

  @Override
  public @Nullable ShmBuffer removeAny(Right right) {
    return list.removeAny(right::covers);
  }

  /** It is off the list while it changes, so that no other UNREGISTER frees it meanwhile. */
  @Override
  public void disown(long cookie, Right right) {
    ShmBuffer buffer = remove(cookie, right);
    if (buffer != null) {
      buffer.kind().set(ShmBuffer.Kind.ORPHAN, Access.OPAQUE);
      insert(buffer, cookie, Right.NONE);
    }
  }

  @Override
  public @Nullable ShmBuffer first() {
    return list.first();
  }

  @Override
  public List<ShmBuffer> snapshot() {
    return list.snapshot();
  }
}
