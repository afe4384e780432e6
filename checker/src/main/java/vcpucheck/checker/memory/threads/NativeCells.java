package vcpucheck.checker.memory.threads;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.memory.ViolationException;

/** Makes the cells of one owner: the globals, or one slot. */
final class NativeCells implements Cells {
  /** The slot that owns the cells, null for globals. */
  private final @Nullable NativeSlot slot;

  private final Set<String> names = new HashSet<>();

  NativeCells(@Nullable NativeSlot slot) {
    this.slot = slot;
  }

  @Override
  public IntCell intCell(String name, int initial) {
    return IntCell.over(number(name, initial));
  }

  @Override
  public LongCell longCell(String name, long initial) {
    return LongCell.over(number(name, initial));
  }

  @Override
  public <T> RefCell<T> refCell(String name) {
    return refCell(name, null);
  }

  @Override
  public <T> RefCell<T> refCell(String name, @Nullable T initial) {
    return RefCell.over(this.<T>reference(name, initial));
  }

  @Override
  public <T> ValueCell<T> valueCell(String name, T initial) {
    return ValueCell.over(reference(name, initial));
  }

  @Override
  public SpinLock spinLock(String name) {
    NativeSpinLock lock = new NativeSpinLock(place(name));
    onAllocation(lock::reset);
    return lock;
  }

  @Override
  public void expect(boolean holds, String property, String message) {
    if (!holds) {
      throw new ViolationException(property, message);
    }
  }

  /**
   * Takes a name.
   *
   * @throws IllegalArgumentException if it is taken
   */
  synchronized void take(String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException(
          "names differ within one owner: owner="
              + (slot == null ? "globals" : slot.name())
              + ", name="
              + name);
    }
  }

  private NativeNumber number(String name, long initial) {
    NativeNumber number = new NativeNumber(place(name), initial);
    onAllocation(() -> number.reset(initial));
    return number;
  }

  private <T> NativeReference<T> reference(String name, @Nullable T initial) {
    NativeReference<T> reference = new NativeReference<>(place(name), initial);
    onAllocation(() -> reference.reset(initial));
    return reference;
  }

  private NativePlace place(String name) {
    take(name);
    return new NativePlace(slot == null ? name : slot.name() + "." + name, slot);
  }

  private void onAllocation(Runnable reset) {
    if (slot != null) {
      slot.onAllocation(reset);
    }
  }
}
