package vcpucheck.mediator;

import java.util.function.Consumer;
import vcpucheck.checker.memory.Memory;
import vcpucheck.mediator.locked.LockedTables;
import vcpucheck.mediator.lockfree.LockFreeTables;
import vcpucheck.mediator.policy.Behaviour;
import vcpucheck.mediator.table.ShmBuffer;
import vcpucheck.mediator.table.StructPools;
import vcpucheck.mediator.table.Tables;

/** How the mediator synchronises: which tables it has. */
public enum Variant {
  /** Lists under one spin lock per domain: the C code. */
  LOCKED("locked", "lists under one spin lock per domain, as in C") {
    @Override
    public Tables tables(
        Memory memory,
        String prefix,
        StructPools structs,
        Behaviour behaviour,
        Consumer<ShmBuffer> release) {
      return LockedTables.make(memory, prefix, behaviour);
    }
  },
  /** Slots and compare-and-exchange on words of 64 bits: ours. */
  LOCK_FREE("lock-free", "tables without a lock") {
    @Override
    public Tables tables(
        Memory memory,
        String prefix,
        StructPools structs,
        Behaviour behaviour,
        Consumer<ShmBuffer> release) {
      return LockFreeTables.make(memory, prefix, structs, behaviour, release);
    }
  };

  private final String label;
  private final String about;

  Variant(String label, String about) {
    this.label = label;
    this.about = about;
  }

  /** The variant's name as users write it. */
  public String label() {
    return label;
  }

  /** How it synchronises, in a few words. */
  public String about() {
    return about;
  }

  /**
   * Makes the empty tables of a domain while a model is built.
   *
   * @param prefix what the names of cells begin with: the domain's name and a dot
   * @param release frees a buffer that was taken out and that only the tables still used
   */
  public abstract Tables tables(
      Memory memory,
      String prefix,
      StructPools structs,
      Behaviour behaviour,
      Consumer<ShmBuffer> release);
}
