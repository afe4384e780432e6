package vcpucheck.mediator.lockfree;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;
import vcpucheck.mediator.lockfree.CookieSlots.Coverage;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.table.RpcTable;
import vcpucheck.mediator.table.ShmRpc;

/**
 * The RPC argument pages of one domain in slots; a page that is used is freed by its last user,
 * whatever the revision.
 */
final class LockFreeRpcTable implements RpcTable {
  private final CookieSlots<ShmRpc> slots;

  LockFreeRpcTable(Memory memory, String prefix, Slab<ShmRpc> structs, Behaviour behaviour) {
    slots = new CookieSlots<>(memory, prefix + "shm_rpc", structs, behaviour, rpc -> {});
  }

  @Override
  public boolean insert(ShmRpc rpc, long cookie) {
    return slots.insert(rpc, cookie, Coverage.FULL, 1);
  }

  @Override
  public @Nullable ShmRpc find(long cookie) {
    return slots.find(cookie, Coverage.FULL);
  }

  @Override
  public boolean endUse(ShmRpc rpc) {
    return slots.endUse(rpc);
  }

  @Override
  public @Nullable ShmRpc remove(long cookie) {
    return slots.remove(cookie, Coverage.FULL);
  }

  @Override
  public @Nullable ShmRpc first() {
    return slots.first();
  }

  @Override
  public List<ShmRpc> snapshot() {
    return slots.snapshot();
  }
}
