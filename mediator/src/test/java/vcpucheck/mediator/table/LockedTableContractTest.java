package vcpucheck.mediator.table;

import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.locked.LockedTables;

class LockedTableContractTest extends TableContract {
  @Override
  Tables tables(Memory memory, StructPools structs) {
    return LockedTables.make(memory, "d1.", XEN);
  }
}
