package vcpucheck.checker.machine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which vCPUs have the same program, so that they are interchangeable. */
final class Twins {
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
