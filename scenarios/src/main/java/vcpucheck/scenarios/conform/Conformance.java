package vcpucheck.scenarios.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    return new ConformanceReport(files.stream().map(file -> replay(file, variant)).toList());
  }

  private static ConformanceReport.File replay(Path file, Variant variant) {
    int steps = 0;
    Set<String> revisions = new LinkedHashSet<>();
    List<Difference> differences = new ArrayList<>();
    List<GoldenTrace> traces = GoldenTraceReader.read(file);
    for (GoldenTrace trace : traces) {
      revisions.add(TraceReplay.revision(trace.header().get("rev")).label());
      replay(trace, variant).ifPresent(differences::add);
      steps += trace.steps().size();
    }
    return new ConformanceReport.File(
        file.toString(), List.copyOf(revisions), traces.size(), steps, differences);
  }

  /* A large machine takes long to make, so that it is made only for a trace that needs it. */
  private static Optional<Difference> replay(GoldenTrace trace, Variant variant) {
    try {
      return new TraceReplay(trace, variant, TraceReplay.USUAL_PAGES_PER_STEP).run();
    } catch (IllegalStateException tooSmall) {
      return new TraceReplay(trace, variant, TraceReplay.MOST_PAGES_PER_STEP).run();
    }
  }
}
