package vcpucheck.checker.cli.explorer;

import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.cli.options.ExportOptions.Format;
import vcpucheck.checker.cli.pages.CounterexampleFile;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.TraceFile;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.WalkedStep;

/** Writes positions at which something is wrong for other tools, as counterexamples are. */
final class Exports {
  /** The format that {@code replay} reads. */
  private static final String TRACE = "trace";

  private final World world;
  private final Finding.Sources sources;

  Exports(World world, Finding.Sources sources) {
    this.world = world;
    this.sources = sources;
  }

  /**
   * A position in a format.
   *
   * @param schedule leads to it
   * @throws Problem if nothing is wrong there, or the format cannot show it
   */
  Answer answer(Position position, Schedule schedule, String format) {
    Optional<Format> known =
        Stream.of(Format.values())
            .filter(one -> !one.isOfSearch() && one.word().equals(format))
            .findFirst();
    if (known.isEmpty() && !format.equals(TRACE)) {
      throw new Problem(Problem.Kind.NOT_FOUND, "there is nothing at this address");
    }
    Replay.Violation violation =
        position
            .violation()
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Kind.BAD_REQUEST,
                        "what is exported must end in a violation; go on to one"));
    TraceFile trace = trace(position, schedule, violation);
    return Answer.text(
        known
            .map(one -> CounterexampleFile.of(one, finding(one, trace, violation)))
            .orElseGet(trace::text));
  }

  private TraceFile trace(Position position, Schedule schedule, Replay.Violation violation) {
    Form form = world.scene().form();
    return new TraceFile(
        form.id(),
        world.scene().name(),
        form.configuration(),
        form.memory().word(),
        form.build(),
        violation.property(),
        violation.message(),
        position.vcpus(),
        schedule,
        position.steps().stream().map(WalkedStep::step).toList(),
        Optional.empty());
  }

  private Finding finding(Format format, TraceFile trace, Replay.Violation violation) {
    boolean isSc = world.scene().form().memory() == MemoryModel.SC;
    if (format.isOfSc() && !isSc) {
      throw new Problem(
          Problem.Kind.BAD_REQUEST,
          format.word() + " shows a story, which is of sc: memory=" + trace.memory());
    }
    Story story =
        isSc
            ? Story.of(
                trace.steps(),
                world.ahead().explain(trace.schedule(), violation),
                world.scene().glossary())
            : Story.NONE;
    return new Finding(trace, world.ahead().course(trace.schedule()), story, sources);
  }
}
