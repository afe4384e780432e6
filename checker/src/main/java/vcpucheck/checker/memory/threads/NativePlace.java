package vcpucheck.checker.memory.threads;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.memory.BuiltInProperty;
import vcpucheck.checker.memory.ViolationException;

/**
 * Where a cell or lock lives.
 *
 * @param name its full name: "count" for a global, "node#0.next" for a field
 * @param slot the slot that it is a field of, null for a global
 */
record NativePlace(String name, @Nullable NativeSlot slot) {
  /**
   * Requires that the slot, if there is one, is allocated. Orders nothing.
   *
   * @throws ViolationException if it is not
   */
  void requireAlive() {
    if (slot != null && !slot.isAllocated()) {
      throw new ViolationException(BuiltInProperty.MEMORY_SAFETY, "use after free: " + name);
    }
  }
}
