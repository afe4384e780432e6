package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.options.LimitOptions;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.ProgressOptions;
import vcpucheck.checker.cli.options.SizeOptions;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.ConfigurationOptions;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OptionParsers;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.necessity.NecessityAnalysis;
import vcpucheck.checker.necessity.NecessityReport;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.json.NecessityJson;
import vcpucheck.checker.report.ordering.NecessityText;

/** Says which orderings of the code under test are needed. */
@Command(
    name = "orderings",
    description = {
      "Weaken each ordered access and fence of the code, and say which are needed.",
      "Status 1: a scenario is violated as it is.",
      "Status 3: a search was cut, so that the need of some orderings is open."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Output",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} orderings S48",
      "  ${ROOT-COMMAND-NAME} orderings S48 S49 --memory arm64,tso --limit-states 1M"
    })
final class OrderingsCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "1..*",
      completionCandidates = NameCandidates.Scenarios.class,
      description = "names or ids of scenarios")
  private List<String> scenarios = new ArrayList<>();

  @Mixin private final ConfigurationOptions code = new ConfigurationOptions();

  @Mixin private final SizeOptions size = new SizeOptions();

  @Option(
      names = "--memory",
      paramLabel = "MODELS",
      split = ",",
      description = "memory models: tso, rc11, arm64 (default: arm64)")
  private List<String> memory = new ArrayList<>();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ProgressOptions progress = new ProgressOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the report as JSON; - is standard output")
  private @Nullable String json;

  OrderingsCommand(Session session) {
    this.session = session;
  }

  /** One scenario under one model. */
  private record Task(Catalogues.Found found, Configuration configuration, Options options) {
    String title() {
      return found.scenario().id() + " under " + options.memory().word();
    }
  }

  @Override
  public Integer call() {
    List<Task> tasks = tasks();
    TextStyle style = output.style(session.console(), false);
    ProgressMeter.Style shown = progress.style(output);
    Optional<OutputFile> file = session.file("--json", json);
    List<NecessityReport.Entry> entries = new ArrayList<>();
    for (Task task : tasks) {
      if (!session.interruption().isRequested()) {
        entries.add(run(task, shown));
      }
    }
    NecessityReport report = new NecessityReport(entries, session.interruption().isRequested());
    if (file.filter(OutputFile::isStandardOutput).isEmpty()) {
      session
          .console()
          .print(
              output.isQuiet() ? NecessityText.headline(report) : NecessityText.of(report, style));
    }
    file.ifPresent(target -> target.write(NecessityJson.of(report)));
    return ExitStatus.of(report.kind());
  }

  private List<Task> tasks() {
    List<MemoryModel> models =
        memory.isEmpty() ? List.of(MemoryModel.ARM64) : memory.stream().map(this::model).toList();
    Options options = limits.apply(Options.defaults());
    return scenarios.stream()
        .map(session.catalogues()::find)
        .flatMap(found -> tasks(found, models.stream().distinct().map(options::with)))
        .toList();
  }

  private Stream<Task> tasks(Catalogues.Found found, Stream<Options> options) {
    Configuration configuration =
        found.canonical(size.apply(code.apply(found.scenario().defaults())));
    return options.map(each -> new Task(found, configuration, each));
  }

  private MemoryModel model(String word) {
    MemoryModel model = OptionParsers.constant("memory", word, MemoryModel.class);
    if (model == MemoryModel.SC) {
      throw new InputException(
          "orderings make a difference only where memory is weaker than sc: --memory=sc; use tso,"
              + " rc11 or arm64");
    }
    return model;
  }

  private NecessityReport.Entry run(Task task, ProgressMeter.Style shown) {
    ProgressMeter meter = session.meter(task.title(), shown);
    try {
      return new NecessityReport.Entry(
          task.found().scenario().id(),
          task.found().scenario().name(),
          task.configuration(),
          new NecessityAnalysis(
                  task.found().model(task.configuration()),
                  task.options(),
                  meter,
                  session.interruption()::isRequested)
              .run());
    } finally {
      meter.end();
    }
  }
}
