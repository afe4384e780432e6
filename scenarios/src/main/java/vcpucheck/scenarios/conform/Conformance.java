package vcpucheck.scenarios.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Recordings.Deviation;
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
    return deviation(trace, form).map(Found::difference);
  }

  /** A difference, and what the code has asked for in its step. */
  private record Found(Difference difference, List<String> decided) {}

  private static Optional<Found> deviation(GoldenTrace trace, Form form) {
    try {
      return deviation(new TraceReplay(trace, form, TraceReplay.USUAL_PAGES_PER_STEP));
    } catch (IllegalStateException tooSmall) {
      return deviation(new TraceReplay(trace, form, TraceReplay.MOST_PAGES_PER_STEP));
    }
  }

  private static Optional<Found> deviation(TraceReplay replay) {
    return replay.run().map(difference -> new Found(difference, replay.decided()));
  }

  /**
   * Replays every trace of some files on one form of the mediator.
   *
   * @return the first deviation of each trace that has one
   * @throws TraceFormatException if a file cannot be read or is no trace file
   */
  public static List<Deviation> deviations(List<Path> files, UnaryOperator<Configuration> form) {
    return deviations(files.stream().map(GoldenTraceReader::read).flatMap(List::stream), form);
  }

  static List<Deviation> deviations(Stream<GoldenTrace> traces, UnaryOperator<Configuration> form) {
    return traces
        .flatMap(trace -> deviation(trace, Form.of(form.apply(recorded(trace)))).stream())
        .map(Conformance::deviation)
        .toList();
  }

  private static Deviation deviation(Found found) {
    Difference difference = found.difference();
    return new Deviation(
        difference.file(),
        difference.trace(),
        difference.name(),
        difference.step(),
        difference.field(),
        difference.expected(),
        difference.got(),
        found.decided());
  }
}
