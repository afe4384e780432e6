package vcpucheck.checker.cli.explorer;

import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.cli.options.ExportOptions.Format;
import vcpucheck.checker.cli.pages.CounterexampleFile;
import vcpucheck.checker.cli.pages.Findings;
import vcpucheck.checker.report.export.Finding;
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
    if (known.isEmpty()) {
      return Answer.text(trace.text());
    }
    Finding finding = Findings.explained(trace, world.ahead(), world.scene().glossary(), sources);
    return Answer.text(CounterexampleFile.of(known.get(), finding));
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
}
