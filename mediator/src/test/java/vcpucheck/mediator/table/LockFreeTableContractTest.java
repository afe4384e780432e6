package vcpucheck.mediator.table;

import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.lockfree.LockFreeTables;

class LockFreeTableContractTest extends TableContract {
  @Override
  Tables tables(Memory memory, StructPools structs) {
    return LockFreeTables.make(
        memory, "d1.", structs, XEN, buffer -> structs.buffers().free(buffer));
  }
}
