package vcpucheck.mediator;

import java.util.function.Consumer;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.locked.LockedTables;
import vcpucheck.mediator.lockfree.LockFreeTables;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.Structs;
import vcpucheck.mediator.table.Tables;

/** How the mediator synchronises: which tables it has. */
public enum Variant {
  /** Lists under one spin lock per domain: the C code. */
  LOCKED("locked") {
    @Override
    public Tables tables(
        Memory memory,
        String prefix,
        Structs structs,
        Behaviour behaviour,
        Consumer<ShmBuffer> release) {
      return LockedTables.make(memory, prefix, behaviour);
    }
  },
  /** Slots and compare-and-exchange on words of 64 bits: ours. */
  LOCK_FREE("lock-free") {
    @Override
    public Tables tables(
        Memory memory,
        String prefix,
        Structs structs,
        Behaviour behaviour,
        Consumer<ShmBuffer> release) {
      return LockFreeTables.make(memory, prefix, structs, behaviour, release);
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
   * @param release frees a buffer that was taken out while nobody but the tables used it
   */
  public abstract Tables tables(
      Memory memory,
      String prefix,
      Structs structs,
      Behaviour behaviour,
      Consumer<ShmBuffer> release);
}
