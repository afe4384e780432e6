package vcpucheck.scenarios.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    return new ConformanceReport(files.stream().map(Conformance::replay).toList());
  }

  private static ConformanceReport.File replay(Path file) {
    int steps = 0;
    Set<String> revisions = new LinkedHashSet<>();
    List<Difference> differences = new ArrayList<>();
    List<GoldenTrace> traces = GoldenTraceReader.read(file);
    for (GoldenTrace trace : traces) {
      revisions.add(Replay.revision(trace.header().get("rev")).label());
      replay(trace).ifPresent(differences::add);
      steps += trace.steps().size();
    }
    return new ConformanceReport.File(
        file.toString(), List.copyOf(revisions), traces.size(), steps, differences);
  }

  /* A large machine takes long to make, so that it is made only for a trace that needs it. */
  private static Optional<Difference> replay(GoldenTrace trace) {
    try {
      return new Replay(trace, Replay.USUAL_PAGES_PER_STEP).run();
    } catch (IllegalStateException tooSmall) {
      return new Replay(trace, Replay.MOST_PAGES_PER_STEP).run();
    }
  }
}
