package vcpucheck.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.ViolationException;

/** A slab: one word per slot that says whether it is allocated, and one that counts allocations. */
final class NaiveSlab<T> implements Slab<T> {
  /**
   * A slot.
   *
   * @param handle the struct handle
   * @param guard the word that says whether it is allocated
   * @param fieldsEnd one past the last word of its fields, which follow the guard
   */
  record Slot<T>(T handle, int guard, int fieldsEnd) {}

  private final NaiveMemory memory;
  private final String name;
  private final Reuse reuse;
  private final List<Slot<T>> slots;

  /** The word that counts allocations; only used without reuse. */
  private final int allocations;

  NaiveSlab(NaiveMemory memory, String name, Reuse reuse, List<Slot<T>> slots, int allocations) {
    this.memory = memory;
    this.name = name;
    this.reuse = reuse;
    this.slots = List.copyOf(slots);
    this.allocations = allocations;
  }

  @Override
  @SuppressWarnings("unchecked")
  public @Nullable T alloc() {
    return (T)
        memory.step(
            new Operation(
                "alloc " + name,
                Operation.Target.NOTHING,
                Operation.Effect.SYNCHRONISING,
                store -> true,
                this::alternatives,
                (store, vcpu, alternative) -> {
                  if (alternative == slots.size()) {
                    memory.failOnce(store);
                    return null;
                  }
                  return take(store, slots.get(alternative));
                },
                Operation.Role.OTHER));
  }

  @Override
  public void free(T slot) {
    Slot<T> freed = slots.get(index(slot));
    memory.step(
        new Operation(
            "free " + name + "#" + index(slot),
            Operation.Target.NOTHING,
            Operation.Effect.SYNCHRONISING,
            store -> true,
            store -> 1,
            (store, vcpu, alternative) -> {
              if (!store.isTrue(freed.guard())) {
                throw new ViolationException(
                    BuiltInProperty.MEMORY_SAFETY, "double free: " + name + "#" + index(slot));
              }
              store.set(freed.guard(), false);
              scrub(store, freed);
              return null;
            }));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // handles are compared by identity
  public int index(T slot) {
    for (int index = 0; index < slots.size(); index++) {
      if (slots.get(index).handle() == slot) {
        return index;
      }
    }
    throw new IllegalArgumentException("not a slot of " + name + ": " + slot);
  }

  @Override
  public T slot(int index) {
    return slots.get(index).handle();
  }

  @Override
  public int capacity() {
    return slots.size();
  }

  @Override
  public boolean isAllocated(T slot) {
    return memory.inspected().isTrue(slots.get(index(slot)).guard());
  }

  /** Whether any slot is allocated. */
  boolean leaks(Store store) {
    return slots.stream().anyMatch(slot -> store.isTrue(slot.guard()));
  }

  private T take(Store store, Slot<T> slot) {
    if (reuse == Reuse.NEVER) {
      store.set(allocations, store.number(allocations) + 1);
    }
    store.set(slot.guard(), true);
    scrub(store, slot);
    return slot.handle();
  }

  /** The slots that may be taken, and behind the last the failure if it is possible. */
  private List<Integer> alternatives(Store store) {
    List<Integer> alternatives = new ArrayList<>(candidates(store));
    if (memory.canFail(store)) {
      alternatives.add(slots.size());
    }
    return alternatives;
  }

  private List<Integer> candidates(Store store) {
    List<Integer> free = new ArrayList<>();
    for (int index = reuse == Reuse.NEVER ? store.number(allocations) : 0;
        index < slots.size();
        index++) {
      if (!store.isTrue(slots.get(index).guard())) {
        free.add(index);
      }
    }
    if (free.isEmpty()) {
      throw new IllegalStateException("slab " + name + " is too small: " + slots.size());
    }
    return reuse == Reuse.ANY ? free : free.subList(0, 1);
  }

  private void scrub(Store store, Slot<T> slot) {
    for (int word = slot.guard() + 1; word < slot.fieldsEnd(); word++) {
      store.set(word, memory.initial(word));
    }
  }
}
