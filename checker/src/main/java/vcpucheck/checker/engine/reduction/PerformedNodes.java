package vcpucheck.checker.engine.reduction;

import java.util.Arrays;
import java.util.BitSet;

/** The nodes of each vCPU whose operations an expander has performed. Used by one thread. */
public final class PerformedNodes {
  private final byte[][] performed;

  /** Makes a set without nodes. */
  PerformedNodes(int vcpus) {
    performed = new byte[vcpus][64];
  }

  /* Written anew each time: to ask first takes longer. */
  void add(int vcpu, int node) {
    byte[] nodes = performed[vcpu];
    if (node < nodes.length) {
      nodes[node] = 1;
    } else {
      grow(vcpu, node);
    }
  }

  private void grow(int vcpu, int node) {
    performed[vcpu] =
        Arrays.copyOf(performed[vcpu], Math.max(node + 1, 2 * performed[vcpu].length));
    performed[vcpu][node] = 1;
  }

  /** Adds the nodes of a vCPU to a set. */
  public void collect(int vcpu, BitSet into) {
    for (int node = 0; node < performed[vcpu].length; node++) {
      if (performed[vcpu][node] != 0) {
        into.set(node);
      }
    }
  }
}
