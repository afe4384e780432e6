package vcpucheck.checker.machine.state;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import vcpucheck.checker.machine.operation.OperationTable;

/**
 * Sorts the vCPUs that have the same program by their nodes: of all states that differ only in
 * which of them is where, the same one results. Programs cannot tell which vCPU runs them, so all
 * those states are alike (Ip, Dill: Better Verification Through Symmetry, FMSD 1996).
 */
final class TwinSorter implements Canonicalizer {
  private final StateCodec codec;
  private final int[][] groups;
  private final int[] who;

  /**
   * Makes a sorter.
   *
   * @param groups of vCPUs that have the same program
   */
  TwinSorter(StateCodec codec, int[][] groups, int vcpus) {
    this.codec = codec;
    this.groups = groups;
    who = new int[vcpus];
  }

  @Override
  public boolean canonicalize(long[] states, int offset, boolean mayGrow) {
    Layout layout = codec.layout();
    for (int vcpu = 0; vcpu < who.length; vcpu++) {
      who[vcpu] = vcpu;
    }
    for (int[] group : groups) {
      for (int i = 1; i < group.length; i++) {
        for (int at = i; at > 0 && swap(group[at - 1], group[at], layout, states, offset); at--) {}
      }
    }
    return true;
  }

  @Override
  public void leave(long[] state, boolean mayGrow) {}

  @Override
  public boolean canonicalizeNext(long[] states, int offset, boolean mayGrow) {
    return canonicalize(states, offset, mayGrow);
  }

  private boolean swap(int vcpu, int twin, Layout layout, long[] states, int offset) {
    int field = layout.nodeField(vcpu);
    int twinField = layout.nodeField(twin);
    int node = layout.get(states, offset, field);
    int other = layout.get(states, offset, twinField);
    if (node <= other) {
      return false;
    }
    layout.set(states, offset, field, other);
    layout.set(states, offset, twinField, node);
    int moved = who[vcpu];
    who[vcpu] = who[twin];
    who[twin] = moved;
    return true;
  }

  @Override
  public int[] vcpus() {
    return who.clone();
  }

  @Override
  public int[] slots() {
    return new int[0];
  }

  /** Which vCPUs have the same program, so that they are interchangeable. */
  static final class Twins {
    private final int[][] groups;

    Twins(List<OperationTable> programs) {
      groups =
          IntStream.range(0, programs.size())
              .filter(vcpu -> programs.indexOf(programs.get(vcpu)) == vcpu)
              .mapToObj(first -> sharing(programs, first))
              .filter(group -> group.length > 1)
              .toArray(int[][]::new);
    }

    private static int[] sharing(List<OperationTable> programs, int first) {
      return IntStream.range(first, programs.size())
          .filter(vcpu -> programs.get(vcpu) == programs.get(first))
          .toArray();
    }

    boolean exist() {
      return groups.length > 0;
    }

    /** For each program that several vCPUs have, those vCPUs, in order. */
    int[][] groups() {
      return Arrays.stream(groups).map(int[]::clone).toArray(int[][]::new);
    }
  }
}
