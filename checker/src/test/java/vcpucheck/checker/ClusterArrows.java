package vcpucheck.checker;

import java.util.List;
import java.util.stream.Stream;

/** Which packages those may use that search on several machines. */
final class ClusterArrows {
  private ClusterArrows() {}

  static Stream<PackageArrows> all() {
    return Stream.of(
        PackageArrows.engine(
            "cluster.runs",
            List.of("cluster", "machine.state"),
            "files keep words, whatever they stand for"),
        PackageArrows.engine(
            "cluster",
            List.of(
                "cluster",
                "engine.cluster.runs",
                "engine.search",
                "engine.checkpoint",
                "engine.reduction",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.store",
                "engine.frontier",
                "engine.base",
                "machine",
                "machine.operation",
                "machine.state",
                "memory",
                "model",
                "trace",
                ""),
            "a search whose states are elsewhere"),
        new PackageArrows(
            "cluster", List.of("model"), List.of(), "machines carry bytes, and build models"));
  }
}
