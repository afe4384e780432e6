package vcpucheck.mediator.table;

import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.locked.LockedTables;

class LockedTableContractTest extends TableContract {
  @Override
  Tables tables(Memory memory, Structs structs) {
    return LockedTables.make(memory, "d1.", XEN);
  }
}
