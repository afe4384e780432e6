package vcpucheck.mediator.lockfree;

import java.util.function.Consumer;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;

/** Makes the tables of a domain without locks: slots, and limits in one word. */
public final class LockFreeTables {
  private LockFreeTables() {}

  /**
   * Makes the empty tables of a domain.
   *
   * @param structs the pools: each table has one slot for each struct
   * @param release frees a buffer that was taken out while the table asked for a right to it
   */
  public static Tables make(
      Memory memory,
      String prefix,
      StructPools structs,
      Behaviour behaviour,
      Consumer<ShmBuffer> release) {
    return new Tables(
        new LockFreeCallTable(memory, prefix, structs.calls()),
        new LockFreeRpcTable(memory, prefix, structs.rpcs(), behaviour),
        new LockFreeBufferTable(memory, prefix, structs.buffers(), behaviour, release),
        new PackedQuota(memory, prefix, behaviour),
        () -> false);
  }
}
