package vcpucheck.scenarios.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vcpucheck.mediator.Variant;

/** Replays trace files. */
public final class Conformance {
  private Conformance() {}

  /**
   * Replays every trace of some files and compares all that was recorded.
   *
   * @param files JSON lines, compressed if the name ends in {@code .gz}
   * @throws TraceFormatException if a file cannot be read or is no trace file; nothing is reported
   *     then
   */
  public static ConformanceReport replay(List<Path> files) {
    return replay(files, Variant.LOCKED);
  }

  /** As {@link #replay(List)}, with any variant of the mediator. */
  public static ConformanceReport replay(List<Path> files, Variant variant) {
    List<GoldenTrace> traces = new ArrayList<>();
    for (Path file : files) {
      traces.addAll(GoldenTraceReader.read(file));
    }
    int steps = 0;
    List<Difference> differences = new ArrayList<>();
    for (GoldenTrace trace : traces) {
      Optional<Difference> difference = new Replay(trace, variant).run();
      difference.ifPresent(differences::add);
      steps += trace.steps().size();
    }
    return new ConformanceReport(traces.size(), steps, differences);
  }
}
