package vcpucheck.checker.memory.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.memory.ViolationException;

/** A slab between threads: a lock around the choice of a slot, as a heap has one. */
final class NativeSlab<T> implements Slab<T> {
  private final String name;
  private final Reuse reuse;
  private final Choices choices;

  /** The struct handles, by index. */
  private final List<T> handles = new ArrayList<>();

  /** What stands behind them, by index. */
  private final List<NativeSlot> slots = new ArrayList<>();

  /** How many slots {@link Slab.Reuse#NEVER} has given out. */
  private int used;

  NativeSlab(
      String name,
      int capacity,
      Reuse reuse,
      Choices choices,
      Function<NativeSlot, Cells> cells,
      Function<Cells, T> constructor) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a slab has at least one slot: slab=" + name + ", capacity=" + capacity);
    }
    this.name = name;
    this.reuse = reuse;
    this.choices = choices;
    for (int index = 0; index < capacity; index++) {
      NativeSlot slot = new NativeSlot(name + "#" + index);
      T handle = constructor.apply(cells.apply(slot));
      if (find(handle) >= 0) {
        throw new IllegalArgumentException(
            "the constructor makes a new handle for each slot: slab=" + name);
      }
      handles.add(handle);
      slots.add(slot);
    }
  }

  @Override
  public @Nullable T alloc() {
    if (choices.allocationFails(name)) {
      return null;
    }
    synchronized (slots) {
      int index = freeIndex();
      slots.get(index).allocate();
      used++;
      return handles.get(index);
    }
  }

  /**
   * Takes a slot by its index.
   *
   * @param index the capacity, or more, stands for an allocation that fails
   * @throws ScheduleMismatch if the slot is not free
   */
  @Nullable T alloc(int index) {
    if (index >= slots.size()) {
      return null;
    }
    synchronized (slots) {
      if (slots.get(index).isAllocated()) {
        throw new ScheduleMismatch(
            "a slot that is to be taken must be free: slot=" + slots.get(index).name());
      }
      slots.get(index).allocate();
      return handles.get(index);
    }
  }

  @Override
  public void free(T slot) {
    NativeSlot freed = slots.get(index(slot));
    synchronized (slots) {
      if (!freed.isAllocated()) {
        throw new ViolationException(BuiltInProperty.MEMORY_SAFETY, "double free: " + freed.name());
      }
      freed.free();
    }
  }

  @Override
  public int index(T slot) {
    int index = find(slot);
    if (index < 0) {
      throw new IllegalArgumentException(
          "a slot belongs to the slab that it is given to: slab=" + name + ", slot=" + slot);
    }
    return index;
  }

  /* No hash: tools that control threads change identity hash codes. */
  @SuppressWarnings("ReferenceEquality") // handles stand for themselves
  private int find(T slot) {
    for (int index = 0; index < handles.size(); index++) {
      if (handles.get(index) == slot) {
        return index;
      }
    }
    return -1;
  }

  @Override
  public T slot(int index) {
    return handles.get(index);
  }

  @Override
  public int capacity() {
    return handles.size();
  }

  @Override
  public boolean isAllocated(T slot) {
    return slots.get(index(slot)).isAllocated();
  }

  private int freeIndex() {
    List<Integer> free = new ArrayList<>();
    for (int index = reuse == Reuse.NEVER ? used : 0; index < slots.size(); index++) {
      if (!slots.get(index).isAllocated()) {
        free.add(index);
      }
    }
    if (free.isEmpty()) {
      throw new IllegalStateException(
          "slab "
              + name
              + " has no slot left, which must not pass for a full heap: capacity="
              + slots.size()
              + ", reuse="
              + reuse
              + "; make it larger");
    }
    if (reuse != Reuse.ANY || free.size() == 1) {
      return free.get(0);
    }
    return free.get(choices.choose("slot of " + name, free.size()));
  }
}
