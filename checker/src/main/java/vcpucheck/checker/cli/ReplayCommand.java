package vcpucheck.checker.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Checker;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Walkthrough;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.cli.options.ExportOptions;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.StoryOptions;
import vcpucheck.checker.cli.pages.CounterexampleFile;
import vcpucheck.checker.cli.pages.Findings;
import vcpucheck.checker.cli.pages.SourceFiles;
import vcpucheck.checker.cli.replay.ContinuedReplay;
import vcpucheck.checker.cli.replay.NativeReplay;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.ConfigurationOptions;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.report.ReplayReport;
import vcpucheck.checker.report.ReplayText;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.export.Finding;
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
  private static final int MOST_STATES = 100_000_000;

  private final Session session;

  @Parameters(paramLabel = "TRACE", description = "file written by check --trace")
  private String file = "";

  @Mixin private final ConfigurationOptions code = new ConfigurationOptions();

  @Option(
      names = "--native",
      description = "run on threads of the JVM that are held to the trace, not in the simulation")
  private boolean isNative;

  @Option(
      names = "--suspend",
      paramLabel = "STEP",
      description = "with --native: wait before a step, so that a debugger can be attached")
  private @Nullable String suspend;

  @Option(
      names = "--strict-histories",
      description = "the trace is one of a search with this option")
  private boolean strictHistories;

  @Option(
      names = "--go-on",
      paramLabel = "STATES",
      description =
          "where the code leaves the trace, go on with the same context switches, by operation and"
              + " C function, and then search, at most STATES states behind each of them")
  private @Nullable String goOn;

  @Mixin private final StoryOptions telling = new StoryOptions();

  @Mixin private final ExportOptions exporting = new ExportOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  ReplayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TextStyle layout = output.style(session.console(), telling.isFull());
    TraceFile recorded = TraceInput.read(file);
    telling.require(output);
    Catalogues.Found found = session.catalogues().find(recorded.scenario());
    TextStyle style = layout.with(found.glossary());
    TraceFile trace = recorded.on(found.canonical(recorded.configuration()));
    Configuration configuration = found.canonical(code.apply(trace.configuration()));
    return isNative || suspend != null
        ? onThreads(trace).run(found.model(configuration), configuration, style.width())
        : simulate(found, trace, configuration, style);
  }

  private static MemoryModel memory(TraceFile trace) {
    return OptionParsers.constant("memory", trace.memory(), MemoryModel.class);
  }

  private NativeReplay onThreads(TraceFile trace) {
    if (!isNative) {
      throw new InputException("--suspend lets threads wait, and there are none; add --native");
    }
    if (telling.isAsked() || telling.isFull() || exporting.isAsked() || goOn != null) {
      throw new InputException(
          "--native tells how the threads end, and nothing else: leave out --full, --story, --html,"
              + " --export and --go-on");
    }
    return new NativeReplay(
        session.console(),
        trace,
        suspend == null
            ? OptionalInt.empty()
            : OptionalInt.of(OptionParsers.positive("--suspend", suspend, Integer.MAX_VALUE)));
  }

  private int simulate(
      Catalogues.Found found, TraceFile trace, Configuration configuration, TextStyle style) {
    MemoryModel memory = memory(trace);
    Optional<OutputFile> page = telling.html(session.console());
    List<ExportOptions.Export> exports = exports(memory);
    List<OutputFile> files =
        Stream.concat(page.stream(), exports.stream().map(ExportOptions.Export::file)).toList();
    OutputFile.requireDifferent(files);
    Options options =
        Options.defaults().with(memory).with(trace.build()).withStrictHistories(strictHistories);
    Checker checker = Checker.of(found.model(configuration)).with(options);
    ReplayReport report =
        new ReplayReport(
            trace, configuration, checker.replay(trace.schedule(), trace.operations()));
    boolean isPrinted = files.stream().noneMatch(OutputFile::isStandardOutput);
    Optional<ContinuedReplay> continued = continued(report, checker);
    ReplayReport whole = continued.map(ContinuedReplay::whole).orElse(report);
    boolean isTold = isPrinted && isTold(whole, memory);
    Optional<Finding> finding =
        !files.isEmpty() || isTold ? finding(whole, checker, found.glossary()) : Optional.empty();
    if (isPrinted) {
      Optional<Story> story = finding.filter(walked -> isTold).map(Finding::story);
      session
          .console()
          .print(
              continued
                  .map(longer -> text(longer, style, story))
                  .orElseGet(() -> text(report, style, story)));
    }
    page.ifPresent(
        file ->
            finding
                .map(CounterexampleFile::page)
                .ifPresentOrElse(file::write, () -> file.removeOld("to show")));
    write(exports, whole, finding);
    return continued
        .map(ContinuedReplay::status)
        .orElseGet(() -> NativeReplay.status(report.outcome()));
  }

  private Optional<ContinuedReplay> continued(ReplayReport report, Checker checker) {
    if (goOn == null) {
      return Optional.empty();
    }
    int states = OptionParsers.positive("--go-on", goOn, MOST_STATES);
    return report.outcome() == Replay.Outcome.DIVERGED
        ? Optional.of(ContinuedReplay.of(report, checker, states))
        : Optional.empty();
  }

  private String text(ContinuedReplay continued, TextStyle style, Optional<Story> story) {
    return output.isQuiet() ? continued.headline() + "\n" : continued.text(style, story);
  }

  private boolean isTold(ReplayReport report, MemoryModel memory) {
    Replay replay = report.replay();
    boolean isEndless = report.trace().lasso().isPresent();
    return replay.violation().isPresent()
        && telling.isTold(output, memory, replay.steps().size(), isEndless);
  }

  private String text(ReplayReport report, TextStyle style, Optional<Story> story) {
    if (output.isQuiet()) {
      return ReplayText.headline(report) + "\n";
    }
    return story
        .map(told -> ReplayText.of(report, style, told))
        .orElseGet(() -> ReplayText.of(report, style));
  }

  private static Optional<Finding> finding(
      ReplayReport report, Checker checker, Glossary glossary) {
    if (report.replay().violation().isEmpty()) {
      return Optional.empty();
    }
    try (Walkthrough walk = checker.walk()) {
      return Optional.of(
          Findings.explained(walkedTrace(report), walk, glossary, new SourceFiles(List.of())));
    }
  }

  private List<ExportOptions.Export> exports(MemoryModel memory) {
    List<ExportOptions.Export> exports = exporting.exports(session.console(), memory);
    exports.stream()
        .map(ExportOptions.Export::format)
        .filter(ExportOptions.Format::isOfSearch)
        .findFirst()
        .ifPresent(
            format -> {
              throw new InputException(
                  "--export "
                      + format.word()
                      + " writes a whole search, and a trace is one interleaving; use check");
            });
    return exports;
  }

  private static void write(
      List<ExportOptions.Export> exports, ReplayReport report, Optional<Finding> finding) {
    for (ExportOptions.Export export : exports) {
      finding
          .map(found -> CounterexampleFile.of(export.format(), found))
          .or(() -> without(export.format(), report))
          .ifPresentOrElse(export.file()::write, () -> export.file().removeOld("to export"));
    }
  }

  private static Optional<String> without(ExportOptions.Format format, ReplayReport report) {
    return format.isOfVerdict()
        ? Optional.of(CounterexampleFile.without(format, ReplayText.headline(report)))
        : Optional.empty();
  }

  /** What was walked, on the code that it was walked on. */
  private static TraceFile walkedTrace(ReplayReport report) {
    Replay replay = report.replay();
    TraceFile trace = report.trace();
    Replay.Violation found = replay.violation().orElseThrow();
    return new TraceFile(
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
        report.outcome() == Replay.Outcome.REPRODUCED ? trace.lasso() : Optional.empty());
  }

  /** The part of the schedule that was walked. */
  private static Schedule walked(ReplayReport report) {
    return new Schedule(
        report.trace().schedule().choices().subList(0, report.replay().steps().size()));
  }
}
