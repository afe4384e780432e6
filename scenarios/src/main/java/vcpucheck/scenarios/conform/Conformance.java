package vcpucheck.scenarios.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.mediator.Variant;
import vcpucheck.scenarios.form.Form;

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
    return replay(files, UnaryOperator.identity());
  }

  /**
   * As {@link #replay(List)}, on another form of the mediator than the recorded one.
   *
   * @param form makes it of that which was recorded
   */
  public static ConformanceReport replay(List<Path> files, UnaryOperator<Configuration> form) {
    return new ConformanceReport(files.stream().map(file -> replay(file, form)).toList());
  }

  private static ConformanceReport.File replay(Path file, UnaryOperator<Configuration> form) {
    int steps = 0;
    Set<String> revisions = new LinkedHashSet<>();
    List<Difference> differences = new ArrayList<>();
    List<GoldenTrace> traces = GoldenTraceReader.read(file);
    for (GoldenTrace trace : traces) {
      Configuration replayed = form.apply(recorded(trace));
      revisions.add(name(replayed));
      replay(trace, Form.of(replayed)).ifPresent(differences::add);
      steps += trace.steps().size();
    }
    return new ConformanceReport.File(
        file.toString(), List.copyOf(revisions), traces.size(), steps, differences);
  }

  private static String name(Configuration form) {
    String set = Form.CODE_BASE.parse(form).name();
    boolean isUsual = form.variant().equals(Variant.LOCKED.label());
    return isUsual ? set : set + " (" + form.variant() + ")";
  }

  /** The form of the mediator that a trace was recorded from. */
  static Configuration recorded(GoldenTrace trace) {
    return new Configuration(
        TraceReplay.revision(trace.header().get("rev")).label(),
        Variant.LOCKED.label(),
        Optional.empty(),
        1);
  }

  /* A large machine takes long to make, so that it is made only for a trace that needs it. */
  private static Optional<Difference> replay(GoldenTrace trace, Form form) {
    try {
      return new TraceReplay(trace, form, TraceReplay.USUAL_PAGES_PER_STEP).run();
    } catch (IllegalStateException tooSmall) {
      return new TraceReplay(trace, form, TraceReplay.MOST_PAGES_PER_STEP).run();
    }
  }
}
