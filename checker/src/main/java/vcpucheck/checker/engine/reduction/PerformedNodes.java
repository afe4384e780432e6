package vcpucheck.checker.engine.reduction;

import java.util.Arrays;
import java.util.BitSet;

/** The nodes of each vCPU whose operations an expander has performed. Used by one thread. */
public final class PerformedNodes {
  private final boolean[][] performed;

  /** Makes a set without nodes. */
  PerformedNodes(int vcpus) {
    performed = new boolean[vcpus][64];
  }

  /* Nearly always it is known: to write it again would take its cache line from other workers. */
  void add(int vcpu, int node) {
    if (node >= performed[vcpu].length) {
      performed[vcpu] =
          Arrays.copyOf(performed[vcpu], Math.max(node + 1, 2 * performed[vcpu].length));
    }
    if (!performed[vcpu][node]) {
      performed[vcpu][node] = true;
    }
  }

  /** Adds the nodes of a vCPU to a set. */
  public void collect(int vcpu, BitSet into) {
    for (int node = 0; node < performed[vcpu].length; node++) {
      if (performed[vcpu][node]) {
        into.set(node);
      }
    }
  }
}
