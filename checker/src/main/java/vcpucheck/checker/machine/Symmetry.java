package vcpucheck.checker.machine;

import java.util.Arrays;
import java.util.List;

/** Which vCPUs have the same program, so that they are interchangeable. */
final class Symmetry {
  private static final int NONE = -1;

  /** For each vCPU, the next one with the same program, or {@link #NONE}. */
  private final int[] next;

  Symmetry(List<OperationTable> programs) {
    next = new int[programs.size()];
    for (int vcpu = 0; vcpu < next.length; vcpu++) {
      int later = programs.subList(vcpu + 1, next.length).indexOf(programs.get(vcpu));
      next[vcpu] = later < 0 ? NONE : vcpu + 1 + later;
    }
  }

  boolean exists() {
    return Arrays.stream(next).anyMatch(twin -> twin != NONE);
  }

  /** Sorts the nodes of twins; see {@link StateCodec#canonicalize}. */
  void sort(Layout layout, long[] states, int offset) {
    boolean swapped = true;
    while (swapped) {
      swapped = false;
      for (int vcpu = 0; vcpu < next.length; vcpu++) {
        if (next[vcpu] != NONE) {
          swapped |=
              sort(layout.nodeField(vcpu), layout.nodeField(next[vcpu]), layout, states, offset);
        }
      }
    }
  }

  private static boolean sort(int field, int twin, Layout layout, long[] states, int offset) {
    int node = layout.get(states, offset, field);
    int other = layout.get(states, offset, twin);
    if (node <= other) {
      return false;
    }
    layout.set(states, offset, field, other);
    layout.set(states, offset, twin, node);
    return true;
  }
}
