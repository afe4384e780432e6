package vcpucheck.checker.engine.automaton;

import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Op.Kind;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.SlotAddresses;

/** The simulated {@link Slab}. */
final class SimulatedSlab<T> implements Slab<T> {
  private final SimulatedMemory memory;
  private final int number;
  private final List<T> slots;
  private final IdentityHashMap<T, Integer> indexes = new IdentityHashMap<>();

  /**
   * Makes a slab.
   *
   * @param number the slab's number in {@link Variables}
   * @param slots its struct handles
   */
  SimulatedSlab(SimulatedMemory memory, int number, List<T> slots) {
    this.memory = memory;
    this.number = number;
    this.slots = List.copyOf(slots);
    for (int index = 0; index < slots.size(); index++) {
      indexes.put(slots.get(index), index);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the slab's slots are of this type
  public @Nullable T alloc() {
    long object = memory.perform(new Op(Kind.ALLOC, Variables.NONE, number, 0, null));
    return (T) memory.variables().values().object(object);
  }

  @Override
  public void free(T slot) {
    memory.perform(new Op(Kind.FREE, life(position(slot)), 0, 0, null));
  }

  @Override
  public int index(T slot) {
    memory.asksForIndex(number);
    return position(slot);
  }

  private int position(T slot) {
    Integer index = indexes.get(slot);
    if (index == null) {
      throw new IllegalArgumentException("the slot belongs to another slab: slot=" + slot);
    }
    return index;
  }

  @Override
  public T slot(int index) {
    memory.takesSlot(number, index);
    return slots.get(index);
  }

  @Override
  public int capacity() {
    return slots.size();
  }

  @Override
  public boolean isAllocated(T slot) {
    memory.checkObserved();
    long life = memory.perform(new Op(Kind.LOAD, life(position(slot)), 0, 0, Access.PLAIN));
    return life == Variables.ALLOCATED;
  }

  @Override
  public SlotAddresses<T> addresses(long base, long stride) {
    memory.declareAddresses(new Variables.Addresses(number, base, stride, capacity()));
    return new SlotAddresses<>(this::position, slots::get, capacity(), base, stride);
  }

  private int life(int index) {
    return memory.variables().heap(number).life().get(index);
  }
}
