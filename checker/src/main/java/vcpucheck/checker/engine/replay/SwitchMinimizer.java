package vcpucheck.checker.engine.replay;

import java.util.List;

/** Chooses vCPUs for the steps of a path so that there are the fewest context switches. */
final class SwitchMinimizer {
  private static final int NONE = -1;

  private final int vcpus;

  SwitchMinimizer(int vcpus) {
    this.vcpus = vcpus;
  }

  /**
   * For each step the vCPU that makes it.
   *
   * @param stages for each step and vCPU, a number that is negative if the vCPU cannot make it
   */
  int[] places(List<int[]> stages) {
    int[][] switches = new int[stages.size() + 1][vcpus];
    for (int at = stages.size() - 1; at >= 0; at--) {
      for (int vcpu = 0; vcpu < vcpus; vcpu++) {
        switches[at][vcpu] =
            stages.get(at)[vcpu] < 0 ? Integer.MAX_VALUE : after(vcpu, switches[at + 1]);
      }
    }
    int[] places = new int[stages.size()];
    int last = NONE;
    for (int at = 0; at < places.length; at++) {
      last = cheapest(switches[at], last);
      places[at] = last;
    }
    return places;
  }

  private int after(int vcpu, int[] next) {
    int follower = cheapest(next, vcpu);
    return next[follower] + (follower == vcpu ? 0 : 1);
  }

  /** The vCPU with the fewest switches from here on, the one that ran last if it is as good. */
  private int cheapest(int[] switches, int last) {
    int best = NONE;
    long bestCost = Long.MAX_VALUE;
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      long cost = (long) switches[vcpu] + (vcpu == last || last < 0 ? 0 : 1);
      if (switches[vcpu] != Integer.MAX_VALUE
          && (cost < bestCost || (cost == bestCost && vcpu == last))) {
        best = vcpu;
        bestCost = cost;
      }
    }
    return best;
  }
}
