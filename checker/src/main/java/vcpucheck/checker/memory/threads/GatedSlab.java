package vcpucheck.checker.memory.threads;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Slab;

/**
 * A slab whose allocations and frees pass a gate, which says which slot is taken, or that none is.
 */
record GatedSlab<T>(NativeSlab<T> slab, String name, Gate gate, OperationText texts)
    implements Slab<T> {
  @Override
  public @Nullable T alloc() {
    return gate.<@Nullable T>pass(
        "alloc " + name,
        this::allocated,
        slot -> slot == null ? "null: the allocation fails" : texts.value(slot));
  }

  private @Nullable T allocated() {
    OptionalInt index = gate.alternative();
    return index.isPresent() ? slab.alloc(index.getAsInt()) : slab.alloc();
  }

  @Override
  public void free(T slot) {
    gate.pass("free " + texts.value(slot), () -> slab.free(slot), "");
  }

  @Override
  public int index(T slot) {
    return slab.index(slot);
  }

  @Override
  public T slot(int index) {
    return slab.slot(index);
  }

  @Override
  public int capacity() {
    return slab.capacity();
  }

  @Override
  public boolean isAllocated(T slot) {
    return slab.isAllocated(slot);
  }
}
