package vcpucheck.checker.memory.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * One slot of a {@link NativeSlab}: whether it is allocated, and how its fields get their initial
 * values.
 */
final class NativeSlot {
  private static final VarHandle ALLOCATED =
      NativeFields.handle(MethodHandles.lookup(), NativeSlot.class, "allocated", boolean.class);

  /** "node#0". */
  private final String name;

  /** One per field: gives it its initial value. */
  private final List<Runnable> resets = new ArrayList<>();

  @SuppressWarnings("UnusedVariable") // through ALLOCATED
  private boolean allocated;

  NativeSlot(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void onAllocation(Runnable reset) {
    resets.add(reset);
  }

  /**
   * Whether the slot is allocated, as an opaque read: it must not order what code under test does.
   */
  boolean isAllocated() {
    return (boolean) ALLOCATED.getOpaque(this);
  }

  void allocate() {
    resets.forEach(Runnable::run);
    ALLOCATED.setOpaque(this, true);
  }

  void free() {
    ALLOCATED.setOpaque(this, false);
  }
}
