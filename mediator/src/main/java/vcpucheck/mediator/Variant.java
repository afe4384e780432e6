package vcpucheck.mediator;

import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.locked.LockedTables;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.table.Structs;
import vcpucheck.mediator.table.Tables;

/** How the mediator synchronises: which tables it has. */
public enum Variant {
  /** Lists under one spin lock per domain: the C code. */
  LOCKED("locked") {
    @Override
    Tables tables(Memory memory, String prefix, Structs structs, Behaviour behaviour) {
      return LockedTables.make(memory, prefix, behaviour);
    }
  };

  private final String label;

  Variant(String label) {
    this.label = label;
  }

  /** The variant's name as users write it. */
  public String label() {
    return label;
  }

  /**
   * Makes the empty tables of a domain while a model is built.
   *
   * @param prefix what the names of cells begin with: the domain's name and a dot
   */
  abstract Tables tables(Memory memory, String prefix, Structs structs, Behaviour behaviour);
}
