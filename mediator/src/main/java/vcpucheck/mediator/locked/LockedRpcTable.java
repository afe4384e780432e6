package vcpucheck.mediator.locked;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.CFunction;
import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Fix;
import vcpucheck.mediator.policy.Mutant;
import vcpucheck.mediator.table.RpcTable;
import vcpucheck.mediator.table.ShmRpc;

/** {@code shm_rpc_list} under the domain's lock; uses are counted only if that is asked for. */
final class LockedRpcTable implements RpcTable {
  private final Memory memory;
  private final SpinLock lock;
  private final CookieList<ShmRpc> list;
  private final Behaviour behaviour;
  private final boolean countsUsers;

  LockedRpcTable(Memory memory, String prefix, SpinLock lock, Behaviour behaviour) {
    this.memory = memory;
    this.lock = lock;
    this.behaviour = behaviour;
    countsUsers = behaviour.has(Fix.RPC_USE_COUNT);
    list = new CookieList<>(memory, prefix + "shm_rpc_list", lock, ShmRpc::links, ShmRpc::cookie);
  }

  @Override
  public boolean insert(ShmRpc rpc, long cookie) {
    return list.insert(rpc, cookie, other -> true);
  }

  @Override
  @CFunction("find_shm_rpc")
  public @Nullable ShmRpc find(long cookie) {
    return list.find(cookie, this::beginUse, false);
  }

  private boolean beginUse(ShmRpc rpc) {
    if (countsUsers) {
      rpc.users().set(rpc.users().get() + 1);
    }
    return true;
  }

  @Override
  public boolean endUse(ShmRpc rpc) {
    if (!countsUsers) {
      return false;
    }
    return memory.call(
        () -> {
          lock.lock();
          int users = rpc.users().get() - 1;
          rpc.users().set(users);
          boolean isLast =
              users == 0 && (rpc.isRemoved().get() != 0 || behaviour.has(Mutant.FREE_WHILE_LISTED));
          lock.unlock();
          return isLast;
        });
  }

  @Override
  public @Nullable ShmRpc remove(long cookie) {
    return list.remove(cookie, other -> true, this::isUnused);
  }

  private boolean isUnused(ShmRpc rpc) {
    if (!countsUsers || rpc.users().get() == 0 || behaviour.has(Mutant.FREE_IN_USE)) {
      return true;
    }
    rpc.isRemoved().set(1);
    return false;
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
