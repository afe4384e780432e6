package vcpucheck.mediator.locked;

import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.table.Tables;

/** Makes the tables of {@code struct optee_domain}: three lists, one lock, three counters. */
public final class LockedTables {
  private LockedTables() {}

  /** Makes the empty tables of a domain. */
  public static Tables make(Memory memory, String prefix, Behaviour behaviour) {
    SpinLock lock = memory.spinLock(prefix + "lock");
    return new Tables(
        new LockedCallTable(memory, prefix, lock, behaviour),
        new LockedRpcTable(memory, prefix, lock, behaviour),
        new LockedBufferTable(memory, prefix, lock, behaviour),
        new AtomicQuota(memory, prefix, lock, behaviour),
        lock::isLocked);
  }
}
