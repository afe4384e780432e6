package vcpucheck.mediator.locked;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.mediator.table.RpcTable;
import vcpucheck.mediator.table.ShmRpc;

/** {@code shm_rpc_list} under the domain's lock. */
final class LockedRpcTable implements RpcTable {
  private final CookieList<ShmRpc> list;

  LockedRpcTable(Memory memory, String prefix, SpinLock lock) {
    list = new CookieList<>(memory, prefix + "shm_rpc_list", lock, ShmRpc::links, ShmRpc::cookie);
  }

  @Override
  public boolean insert(ShmRpc rpc, long cookie) {
    return list.insert(rpc, cookie);
  }

  @Override
  public @Nullable ShmRpc find(long cookie) {
    return list.find(cookie);
  }

  /** Does nothing: the C code counts no uses. */
  @Override
  public boolean endUse(ShmRpc rpc) {
    return false;
  }

  @Override
  public @Nullable ShmRpc remove(long cookie) {
    return list.remove(cookie);
  }

  @Override
  public @Nullable ShmRpc first() {
    return list.first();
  }

  @Override
  public List<ShmRpc> snapshot() {
    return list.snapshot();
  }
}
