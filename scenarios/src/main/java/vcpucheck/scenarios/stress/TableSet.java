package vcpucheck.scenarios.stress;

import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.Variant;
import vcpucheck.mediator.locked.LockedTables;
import vcpucheck.mediator.lockfree.LockFreeTables;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.policy.Limits;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;
import vcpucheck.scenarios.form.Form;

/**
 * The tables of a domain alone, with room for one buffer.
 *
 * @param memory where they are
 * @param structs where what they list comes from
 */
record TableSet(Memory memory, StructPools structs, Tables tables) {
  /** As many pages as all buffers together must not have. */
  static final int TOO_MANY_PAGES = 3;

  private static final Limits LIMITS = new Limits(2, 1, 1, TOO_MANY_PAGES, 1);

  static TableSet of(Memory memory, Configuration configuration) {
    StructPools structs = StructPools.of(memory, new StructPools.Capacity(1, 2, 2, 2), 1, 1);
    Form form = Form.of(configuration);
    Behaviour behaviour = form.behaviour(LIMITS);
    Tables tables =
        form.variant() == Variant.LOCKED
            ? LockedTables.make(memory, "d1.", behaviour)
            : LockFreeTables.make(memory, "d1.", structs, behaviour, structs.buffers()::free);
    return new TableSet(memory, structs, tables);
  }
}
