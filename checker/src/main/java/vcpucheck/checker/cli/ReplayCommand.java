package vcpucheck.checker.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.StoryOptions;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.report.ReplayReport;
import vcpucheck.checker.report.ReplayText;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.TraceFile;

/** Walks a recorded interleaving once more. */
@Command(
    name = "replay",
    description = {
      "Walk the interleaving of a trace, step by step.",
      "Status 1: a property is violated. Status 0: not so, though the trace was followed to its"
          + " end.",
      "Status 3: the code does something else than the trace, which proves nothing."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Output",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} replay s01.trace --full",
      "  ${ROOT-COMMAND-NAME} replay s01.trace --revision NAME"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "TRACE", description = "file written by check --trace")
  private String file = "";

  @Mixin private final ConfigurationOptions code = new ConfigurationOptions();

  @Option(names = "--full", description = "show every operation")
  private boolean full;

  @Mixin private final StoryOptions telling = new StoryOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  ReplayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TextStyle style = output.style(session.console(), full);
    TraceFile recorded = TraceInput.read(file);
    MemoryModel memory = OptionParsers.constant("memory", recorded.memory(), MemoryModel.class);
    telling.require(output, full, memory);
    Optional<OutputFile> page = telling.html(session.console());
    Catalogues.Found found = session.catalogues().find(recorded.scenario());
    TraceFile trace = recorded.on(found.canonical(recorded.configuration()));
    Configuration configuration = found.canonical(code.apply(trace.configuration()));
    Checker checker =
        Checker.of(found.model(configuration))
            .with(Options.defaults().with(memory).with(trace.build()));
    ReplayReport report =
        new ReplayReport(
            trace, configuration, checker.replay(trace.schedule(), trace.operations()));
    Optional<Story> story =
        page.isPresent() || telling.isWanted()
            ? story(report, checker, found.glossary())
            : Optional.empty();
    if (page.filter(OutputFile::isStandardOutput).isEmpty()) {
      session.console().print(text(report, style, story));
    }
    page.ifPresent(file -> writePage(report, story, file));
    return status(report);
  }

  private String text(ReplayReport report, TextStyle style, Optional<Story> story) {
    if (output.isQuiet()) {
      return ReplayText.headline(report) + "\n";
    }
    return story
        .filter(told -> telling.isWanted())
        .map(told -> ReplayText.of(report, style, told))
        .orElseGet(() -> ReplayText.of(report, style));
  }

  private static Optional<Story> story(ReplayReport report, Checker checker, Glossary glossary) {
    Replay replay = report.replay();
    return replay
        .violation()
        .map(found -> checker.explain(walked(report), found))
        .map(explanation -> Story.of(replay.steps(), explanation, glossary));
  }

  private static void writePage(ReplayReport report, Optional<Story> story, OutputFile file) {
    Replay replay = report.replay();
    story.ifPresentOrElse(
        told -> {
          TraceFile trace = report.trace();
          Replay.Violation found = replay.violation().orElseThrow();
          file.write(
              TracePage.of(
                  new TraceFile(
                      trace.id(),
                      trace.scenario(),
                      report.configuration(),
                      trace.memory(),
                      trace.build(),
                      found.property(),
                      found.message(),
                      replay.vcpus(),
                      walked(report),
                      replay.steps(),
                      Optional.empty()),
                  told));
        },
        () -> file.removeOld("to show"));
  }

  /** The part of the schedule that was walked. */
  private static Schedule walked(ReplayReport report) {
    return new Schedule(
        report.trace().schedule().choices().subList(0, report.replay().steps().size()));
  }

  private static int status(ReplayReport report) {
    return switch (report.outcome()) {
      case REPRODUCED, OTHER_VIOLATION -> ExitStatus.VIOLATED;
      case NO_VIOLATION -> ExitStatus.VERIFIED;
      case DIVERGED -> ExitStatus.INCOMPLETE;
    };
  }
}
