package vcpucheck.checker;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which reductions a search may use. Each keeps every verdict; none keeps the counts of states.
 *
 * @param blocks run on through operations that no other vCPU can observe
 * @param symmetry take states for one that differ only in which of several vCPUs with the same
 *     program is where
 * @param heapSymmetry take states for one that differ only in which of a slab's equal slots are
 *     where, unless the program tells them apart
 * @param allocations let blocks go through allocations whose slot makes no difference, where slots
 *     are exchanged; nothing without {@code blocks} and {@code heapSymmetry}
 */
public record Reductions(
    boolean blocks, boolean symmetry, boolean heapSymmetry, boolean allocations)
    implements Serializable {
  /** Every reduction. */
  public static Reductions all() {
    return new Reductions(true, true, true, true);
  }

  /** The plain search: every operation of every vCPU is a transition. */
  public static Reductions none() {
    return new Reductions(false, false, false, true);
  }

  /** The names of those that are on, as the command line spells them. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (blocks) {
      names.add(allocations ? "blocks" : "blocks without allocations");
    }
    if (symmetry) {
      names.add("symmetry");
    }
    if (heapSymmetry) {
      names.add("heap symmetry");
    }
    return names;
  }

  public Reductions withBlocks(boolean newBlocks) {
    return new Reductions(newBlocks, symmetry, heapSymmetry, allocations);
  }

  public Reductions withSymmetry(boolean newSymmetry) {
    return new Reductions(blocks, newSymmetry, heapSymmetry, allocations);
  }

  public Reductions withHeapSymmetry(boolean newHeapSymmetry) {
    return new Reductions(blocks, symmetry, newHeapSymmetry, allocations);
  }

  public Reductions withAllocations(boolean newAllocations) {
    return new Reductions(blocks, symmetry, heapSymmetry, newAllocations);
  }
}
