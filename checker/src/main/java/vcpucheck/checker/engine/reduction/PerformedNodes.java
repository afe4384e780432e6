package vcpucheck.checker.engine.reduction;

import java.util.Arrays;
import java.util.BitSet;

/** The nodes of each vCPU whose operations an expander has performed. Used by one thread. */
public final class PerformedNodes {
  private final long[][] performed;

  /** Makes a set without nodes. */
  PerformedNodes(int vcpus) {
    performed = new long[vcpus][1];
  }

  /* Nearly always it is known: to write it again would take its cache line from other workers. */
  void add(int vcpu, int node) {
    long[] nodes = performed[vcpu];
    int word = node / Long.SIZE;
    if (word >= nodes.length || (nodes[word] & 1L << node) == 0) {
      note(vcpu, word, 1L << node);
    }
  }

  private void note(int vcpu, int word, long bit) {
    long[] nodes = performed[vcpu];
    if (word >= nodes.length) {
      performed[vcpu] = Arrays.copyOf(nodes, Math.max(word + 1, 2 * nodes.length));
    }
    performed[vcpu][word] |= bit;
  }

  /** Adds the nodes of a vCPU to a set. */
  public void collect(int vcpu, BitSet into) {
    into.or(BitSet.valueOf(performed[vcpu]));
  }
}
