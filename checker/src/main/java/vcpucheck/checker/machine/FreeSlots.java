package vcpucheck.checker.machine;

import org.jspecify.annotations.Nullable;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.state.Asymmetry;
import vcpucheck.checker.machine.state.HeapSymmetry;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.memory.Slab;

/**
 * Which of a slab's free slots an allocation takes: what the slab's policy says; and of
 * interchangeable slots that nothing refers to, one.
 */
final class FreeSlots {
  private final Variables variables;
  private final @Nullable HeapSymmetry heap;

  FreeSlots(Variables variables, @Nullable HeapSymmetry heap) {
    this.variables = variables;
    this.heap = heap;
  }

  /** Finds the free slots of a slab; returns how many there are. */
  static int find(Variables.Heap slab, long[] states, int offset, Layout layout, boolean[] free) {
    int count = 0;
    for (int slot = 0; slot < free.length; slot++) {
      free[slot] = layout.get(states, offset, slab.life().get(slot)) == Variables.FREE;
      count += free[slot] ? 1 : 0;
    }
    return count;
  }

  /**
   * Keeps those of the free slots that an allocation takes.
   *
   * @param free the free slots of the slab with the number
   * @return false if code must be unfolded to tell
   * @throws Asymmetry if the policy takes slots in order and the order matters
   */
  boolean choose(
      int number, long[] states, int offset, Layout layout, boolean[] free, Transitions out) {
    boolean isAny = variables.heap(number).reuse() == Slab.Reuse.ANY;
    HeapSymmetry symmetry = heap;
    if (symmetry != null && out.isExchangingSlots() && symmetry.isSymmetric(number)) {
      if (out.isGrowing()) {
        symmetry.absorb();
      } else if (!symmetry.isAbsorbed()) {
        return false;
      }
      boolean[] referenced = referenced(symmetry, states, offset, layout);
      int begin = symmetry.slots().begin(number);
      if (isAny) {
        keepOneUnreferenced(begin, free, referenced);
        return true;
      }
      if (!areAllUnreferenced(begin, free, referenced)) {
        if (out.isGrowing()) {
          throw ordered(symmetry, number);
        }
        return false;
      }
    }
    if (!isAny) {
      keepFirst(free);
    }
    return true;
  }

  /** See {@link MemoryMachine#alikeFree}. */
  int alike(int number, long[] states, int offset, Layout layout, boolean mayGrow) {
    HeapSymmetry symmetry = heap;
    Variables.Heap slab = variables.heap(number);
    if (symmetry == null || !symmetry.isSymmetric(number) || slab.reuse() != Slab.Reuse.ANY) {
      return 0;
    }
    if (mayGrow) {
      symmetry.absorb();
    } else if (!symmetry.isAbsorbed()) {
      return MemoryMachine.UNKNOWN;
    }
    boolean[] free = new boolean[slab.capacity()];
    int count = find(slab, states, offset, layout, free);
    boolean[] referenced = referenced(symmetry, states, offset, layout);
    int begin = symmetry.slots().begin(number);
    for (int slot = 0; slot < free.length; slot++) {
      if (free[slot] && referenced[begin + slot]) {
        return 0;
      }
    }
    return count;
  }

  private static void keepFirst(boolean[] free) {
    boolean isFirst = true;
    for (int slot = 0; slot < free.length; slot++) {
      free[slot] &= isFirst;
      isFirst &= !free[slot];
    }
  }

  /** The slots that vCPUs or variables of a state refer to, and those that never move. */
  private static boolean[] referenced(HeapSymmetry heap, long[] states, int offset, Layout layout) {
    boolean[] found = new boolean[heap.slots().count()];
    for (int slot = 0; slot < found.length; slot++) {
      found[slot] = !heap.isMovable(slot);
    }
    for (int vcpu = 0; vcpu < heap.vcpus(); vcpu++) {
      int node = layout.get(states, offset, layout.nodeField(vcpu));
      for (int slot : heap.images(vcpu).slots(node)) {
        found[slot] = true;
      }
    }
    for (int variable : heap.referringVariables()) {
      for (int slot : heap.references(variable, layout.get(states, offset, variable))) {
        found[slot] = true;
      }
    }
    return found;
  }

  private static void keepOneUnreferenced(int begin, boolean[] free, boolean[] referenced) {
    boolean isFirst = true;
    for (int index = 0; index < free.length; index++) {
      if (free[index] && !referenced[begin + index]) {
        free[index] = isFirst;
        isFirst = false;
      }
    }
  }

  /** Whether it does not matter which of the free slots an allocation takes. */
  private static boolean areAllUnreferenced(int begin, boolean[] free, boolean[] referenced) {
    int count = 0;
    boolean isAnyReferenced = false;
    for (int index = 0; index < free.length; index++) {
      count += free[index] ? 1 : 0;
      isAnyReferenced |= free[index] && referenced[begin + index];
    }
    return count < 2 || !isAnyReferenced;
  }

  private static Asymmetry ordered(HeapSymmetry heap, int number) {
    return new Asymmetry(
        heap.all(number),
        "an allocation takes free slots in order, and something still refers to one of them");
  }
}
