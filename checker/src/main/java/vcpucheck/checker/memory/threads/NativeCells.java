package vcpucheck.checker.memory.threads;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.LongCell;
import vcpucheck.checker.memory.NumberBackend;
import vcpucheck.checker.memory.ObjectBackend;
import vcpucheck.checker.memory.RefCell;
import vcpucheck.checker.memory.SpinLock;
import vcpucheck.checker.memory.ValueCell;
import vcpucheck.checker.memory.ViolationException;

/** Makes the cells of one owner: the globals, or one slot. */
final class NativeCells implements Cells {
  /** The slot that owns the cells, null for globals. */
  private final @Nullable NativeSlot slot;

  private final Set<String> names = new HashSet<>();

  /** What operations pass; null if they are free. */
  private final @Nullable Gate gate;

  private final OperationText texts;

  NativeCells(@Nullable NativeSlot slot, @Nullable Gate gate, OperationText texts) {
    this.slot = slot;
    this.gate = gate;
    this.texts = texts;
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
    NativePlace place = place(name);
    NativeSpinLock lock = new NativeSpinLock(place);
    onAllocation(lock::reset);
    return gate == null ? lock : new GatedLock(lock, place.name(), gate);
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

  private NumberBackend number(String name, long initial) {
    NativePlace place = place(name);
    NativeNumber number = new NativeNumber(place, initial);
    onAllocation(() -> number.reset(initial));
    return gate == null ? number : new GatedNumber(number, place.name(), gate);
  }

  private <T> ObjectBackend<T> reference(String name, @Nullable T initial) {
    NativePlace place = place(name);
    NativeReference<T> reference = new NativeReference<>(place, initial);
    onAllocation(() -> reference.reset(initial));
    return gate == null ? reference : new GatedReference<>(reference, place.name(), gate, texts);
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
