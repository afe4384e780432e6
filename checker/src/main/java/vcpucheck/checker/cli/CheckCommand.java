package vcpucheck.checker.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.cli.evidence.EvidenceOptions;
import vcpucheck.checker.cli.evidence.Provable;
import vcpucheck.checker.cli.options.CheckpointOptions;
import vcpucheck.checker.cli.options.ClusterOptions;
import vcpucheck.checker.cli.options.ExportOptions;
import vcpucheck.checker.cli.options.LimitOptions;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.ProgressOptions;
import vcpucheck.checker.cli.options.SearchOptions;
import vcpucheck.checker.cli.options.StoryOptions;
import vcpucheck.checker.cli.options.WorldOptions;
import vcpucheck.checker.cli.pages.CounterexampleFile;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.ConfigurationOptions;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.Console;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.cluster.Cluster;
import vcpucheck.checker.cluster.ModelSource;
import vcpucheck.checker.report.CheckReport;
import vcpucheck.checker.report.CheckText;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.ViolationsText;
import vcpucheck.checker.report.export.Finding;
import vcpucheck.checker.report.json.ReportJson;
import vcpucheck.checker.story.Story;
import vcpucheck.checker.trace.Counterexample;

/** Explores one scenario. */
@Command(
    name = "check",
    description = "Explore every interleaving of one scenario.",
    abbreviateSynopsis = true,
    optionListHeading = "Output",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} check S01 --trace s01.trace",
      "  ${ROOT-COMMAND-NAME} check S01 --revision NAME --order switches --full",
      "  ${ROOT-COMMAND-NAME} check S01 --workers 4 --checkpoint night.ckpt",
      "  ${ROOT-COMMAND-NAME} check S01 --json - | jq .verdict"
    })
final class CheckCommand implements Callable<Integer>, Provable {
  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      completionCandidates = NameCandidates.Scenarios.class,
      description = "name or id of a scenario")
  private String scenario = "";

  @Mixin private final ConfigurationOptions code = new ConfigurationOptions();

  @Mixin private final WorldOptions world = new WorldOptions();

  @Mixin private final SearchOptions search = new SearchOptions();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final CheckpointOptions saving = new CheckpointOptions();

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ProgressOptions progress = new ProgressOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the result as JSON; - is standard output")
  private @Nullable String json;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "write a violation's interleaving, for replay; without one, remove FILE")
  private @Nullable String trace;

  @Option(
      names = "--all-violations",
      description =
          "list all that is wrong, by property and line of code, each with a shortest interleaving:"
              + " explores around violations, one operation after the other")
  private boolean all;

  @Mixin private final EvidenceOptions evidence = new EvidenceOptions();

  @Mixin private final StoryOptions telling = new StoryOptions();

  @Mixin private final ExportOptions exporting = new ExportOptions();

  CheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    SearchTask task = prepare();
    cluster.requireMatch(task.options(), all);
    telling.require(output);
    TextStyle style = output.style(session.console(), telling.isFull()).with(words());
    ProgressMeter meter = meter(task);
    Optional<OutputFile> jsonFile = session.file("--json", json);
    if (all) {
      return listViolations(task, meter, style, jsonFile);
    }
    Optional<OutputFile> traceFile = session.file("--trace", trace);
    Optional<OutputFile> page = telling.html(session.console());
    Optional<OutputFile> archive = evidence.file(session.console());
    List<ExportOptions.Export> exports =
        exporting.exports(session.console(), task.options().memory());
    List<OutputFile> files = files(Stream.of(jsonFile, traceFile, page, archive), exports);
    OutputFile.requireDifferent(files);
    cluster.requireMatch(
        task.options(), exports.stream().anyMatch(export -> export.format().isOfSearch()));
    Optional<CheckpointConfig> checkpoints = checkpoints(task, meter);
    CheckReport report = run(task, meter, checkpoints);
    boolean isPrinted = files.stream().noneMatch(OutputFile::isStandardOutput);
    boolean isTold = isPrinted && report.counterexample().filter(this::isTold).isPresent();
    boolean isWritten =
        page.isPresent() || exports.stream().anyMatch(export -> !export.format().isOfSearch());
    Optional<Finding> finding = isWritten || isTold ? finding(report, task) : Optional.empty();
    if (isPrinted) {
      Optional<Story> story = finding.filter(found -> isTold).map(Finding::story);
      session.console().print(text(report, style, story));
    }
    jsonFile.ifPresent(file -> file.write(ReportJson.of(report)));
    traceFile.ifPresent(file -> writeTrace(report, file));
    page.ifPresent(file -> writePage(finding, file));
    exports.forEach(export -> write(export, report, finding, task));
    archive.ifPresent(file -> writeEvidence(report, file));
    if (isDone(report)) {
      checkpoints.ifPresent(CheckpointOptions::remove);
    }
    return ExitStatus.of(report.kind());
  }

  private CheckReport run(
      SearchTask task, ProgressMeter meter, Optional<CheckpointConfig> checkpoints) {
    if (!cluster.isAsked()) {
      return task.run(meter, checkpoints, Optional.empty());
    }
    try (Cluster machines = cluster.connect(session.clusters().get())) {
      ModelSource source = Catalogues.source(scenario, task.subject().configuration());
      return task.run(meter, checkpoints, Optional.of(cluster.config(machines, source)));
    }
  }

  /* The list has no one interleaving that could be told, kept or gone on with. */
  private void requireListable(SearchTask task) {
    Map<String, Boolean> asked = new LinkedHashMap<>();
    asked.put("--trace", trace != null);
    asked.put("--story or --html", telling.isAsked());
    asked.put("--export", exporting.isAsked());
    asked.put("--checkpoint", saving.isAsked());
    asked.put("--evidence", evidence.isAsked());
    asked.put("--store fingerprint", task.options().store() == Options.Store.FINGERPRINT);
    asked.values().removeIf(isAsked -> !isAsked);
    if (!asked.isEmpty()) {
      throw new InputException(
          "--all-violations needs states whole, is not saved, and writes a list and no trace, story"
              + " or page: leave out "
              + String.join(", ", asked.keySet())
              + "; check without it shows the first violation");
    }
  }

  private int listViolations(
      SearchTask task, ProgressMeter meter, TextStyle style, Optional<OutputFile> jsonFile) {
    requireListable(task);
    SearchTask.Listed listed = task.listViolations(meter);
    if (jsonFile.filter(OutputFile::isStandardOutput).isEmpty()) {
      session
          .console()
          .print(
              output.isQuiet()
                  ? CheckText.headline(listed.report(), style)
                  : ViolationsText.of(listed.report(), listed.violations(), style));
    }
    jsonFile.ifPresent(file -> file.write(ReportJson.of(listed.report(), listed.violations())));
    return ExitStatus.of(listed.report().kind());
  }

  private void writeEvidence(CheckReport report, OutputFile file) {
    if (!session.interruption().isRequested()) {
      file.write(evidence.archive(session.catalogues().all(), findings(report)));
    }
  }

  @Override
  public SortedMap<String, String> findings(SortedMap<String, String> inputs) {
    SearchTask task = prepare();
    return findings(run(task, meter(task), Optional.empty()));
  }

  private static SortedMap<String, String> findings(CheckReport report) {
    SortedMap<String, String> findings = new TreeMap<>();
    findings.put("check.json", ReportJson.of(report.repeatable()));
    report.trace().ifPresent(trace -> findings.put("counterexample.trace", trace.text()));
    return findings;
  }

  private ProgressMeter meter(SearchTask task) {
    return session.meter(task.subject().scenario(), progress.style(output));
  }

  private SearchTask prepare() {
    MemoryModel memory = world.memory();
    Catalogues.Found found = session.catalogues().find(scenario);
    Configuration configuration = world.apply(code.apply(found.scenario().defaults()));
    return SearchTask.of(found, configuration, memory, limits.apply(search.options()));
  }

  private Optional<CheckpointConfig> checkpoints(SearchTask task, ProgressMeter meter) {
    CheckReport.Subject subject = task.subject();
    Optional<CheckpointConfig> checkpoints =
        saving.checkpoints(
            session.console(),
            task.options(),
            subject.title() + " under " + subject.memory(),
            meter::warn);
    if (checkpoints.isPresent()) {
      session.interruption().bePatient();
    }
    return checkpoints;
  }

  /** Whether nothing is left to search for, not even a shorter counterexample. */
  private boolean isDone(CheckReport report) {
    return !session.interruption().isRequested()
        && ExitStatus.of(report.kind()) != ExitStatus.INCOMPLETE;
  }

  private static List<OutputFile> files(
      Stream<Optional<OutputFile>> own, List<ExportOptions.Export> exports) {
    return Stream.concat(
            own.flatMap(Optional::stream), exports.stream().map(ExportOptions.Export::file))
        .toList();
  }

  private boolean isTold(Counterexample found) {
    return telling.isTold(output, world.memory(), found.steps().size(), found.lasso().isPresent());
  }

  private Optional<Finding> finding(CheckReport report, SearchTask task) {
    return task.finding(report, true, words());
  }

  private Glossary words() {
    return session.catalogues().find(scenario).glossary();
  }

  private String text(CheckReport report, TextStyle style, Optional<Story> story) {
    if (output.isQuiet()) {
      return CheckText.headline(report, style);
    }
    String hint = replayHint(report);
    String text =
        story
            .map(told -> CheckText.of(report, style, hint, told))
            .orElseGet(() -> CheckText.of(report, style, hint));
    return isDone(report)
        ? text
        : text + saving.hint(session.console()).map(how -> "\n" + how + "\n").orElse("");
  }

  private void writeTrace(CheckReport report, OutputFile file) {
    report
        .trace()
        .ifPresentOrElse(recorded -> file.write(recorded.text()), () -> file.removeOld("to trace"));
  }

  private static void writePage(Optional<Finding> finding, OutputFile file) {
    finding
        .map(CounterexampleFile::page)
        .ifPresentOrElse(file::write, () -> file.removeOld("to show"));
  }

  private static void write(
      ExportOptions.Export export, CheckReport report, Optional<Finding> finding, SearchTask task) {
    ExportOptions.Format format = export.format();
    if (format.isOfSearch()) {
      task.export(format).ifPresent(export.file()::write);
      return;
    }
    finding
        .map(found -> CounterexampleFile.of(format, found))
        .or(
            () ->
                format.isOfVerdict()
                    ? Optional.of(
                        CounterexampleFile.without(
                            format, CheckText.headline(report, TextStyle.USUAL)))
                    : Optional.empty())
        .ifPresentOrElse(export.file()::write, () -> export.file().removeOld("to export"));
  }

  /** How to replay a counterexample: what was not asked for may have been kept all the same. */
  private String replayHint(CheckReport report) {
    Console console = session.console();
    if (trace != null) {
      return "Replay it with\n  " + replay(report, trace);
    }
    long states = report.result().stats().states();
    Optional<Path> kept =
        report.trace().flatMap(recorded -> session.traces().keep(recorded, states));
    if (kept.isPresent()) {
      return "It is kept until this scenario is violated again. Replay it with\n  "
          + replay(report, kept.get().toString());
    }
    String file = report.subject().scenario() + ".trace";
    List<String> again = new ArrayList<>(console.args());
    again.add("--trace");
    again.add(file);
    return "Keep and replay it with\n  " + console.command(again) + "\n  " + replay(report, file);
  }

  private String replay(CheckReport report, String file) {
    return session
        .console()
        .command(
            report.options().strictHistories()
                ? List.of("replay", file, "--strict-histories")
                : List.of("replay", file));
  }
}
