package vcpucheck.checker.memory;

import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a slab's slots: slot <i>n</i> has those from {@code base + n * stride} on.
 *
 * <p>Numbers that are known to be addresses do not tell slots apart, as numbers of slots do.
 *
 * @param <T> the struct handle
 */
public final class SlotAddresses<T> {
  private final ToIntFunction<T> index;
  private final IntFunction<T> slot;
  private final int capacity;
  private final long base;
  private final long stride;

  /**
   * Addresses of slots.
   *
   * @param index the number of a slot, from 0
   * @param slot the slot with a number
   * @param capacity how many slots there are
   * @param base the first address of the first slot, at least 0
   * @param stride how many addresses each slot has, at least 1
   */
  public SlotAddresses(
      ToIntFunction<T> index, IntFunction<T> slot, int capacity, long base, long stride) {
    if (base < 0 || stride < 1) {
      throw new IllegalArgumentException(
          "addresses are not negative, and each slot has some: base="
              + base
              + ", stride="
              + stride);
    }
    this.index = index;
    this.slot = slot;
    this.capacity = capacity;
    this.base = base;
    this.stride = stride;
  }

  /** The first address of a slot. */
  public long of(T handle) {
    return base + index.applyAsInt(handle) * stride;
  }

  /** The slot that an address is of, allocated or not; null if it is of none. */
  public @Nullable T at(long address) {
    long distance = address - base;
    return distance >= 0 && distance < stride * capacity
        ? slot.apply((int) (distance / stride))
        : null;
  }
}
