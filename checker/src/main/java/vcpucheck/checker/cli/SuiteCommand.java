package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Catalogue.Named;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.evidence.EvidenceOptions;
import vcpucheck.checker.cli.evidence.Provable;
import vcpucheck.checker.cli.options.LimitOptions;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.ProgressOptions;
import vcpucheck.checker.cli.options.SearchOptions;
import vcpucheck.checker.cli.options.StoryOptions;
import vcpucheck.checker.cli.pages.SuiteFolder;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.report.JUnitXml;
import vcpucheck.checker.report.SuiteReport;
import vcpucheck.checker.report.SuiteText;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.json.ReportJson;
import vcpucheck.checker.report.json.SuiteJson;

/** Checks every expectation of the catalogues. */
@Command(
    name = "suite",
    description = {
      "Check that every verdict is the one that the catalogue expects.",
      "Of a form that is made with + or ~, and of which nothing is expected, the verdicts",
      "are shown; a violation is status 1, as for check."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Output",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} suite --large --junit suite.xml",
      "  ${ROOT-COMMAND-NAME} suite S01 S02 --revision NAME",
      "  ${ROOT-COMMAND-NAME} suite --shard 2/4 --fail-fast --quiet"
    })
final class SuiteCommand implements Callable<Integer>, Provable {
  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      completionCandidates = NameCandidates.Scenarios.class,
      description = "names or ids of scenarios (default: all)")
  private List<String> scenarios = new ArrayList<>();

  @Mixin private final SuiteSelection selection = new SuiteSelection();

  @Option(names = "--fail-fast", description = "end at the first verdict that is not as expected")
  private boolean failFast;

  @Mixin private final SearchOptions search = new SearchOptions();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final EvidenceOptions evidence = new EvidenceOptions();

  @Mixin private final ProgressOptions progress = new ProgressOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the results as JSON; - is standard output")
  private @Nullable String json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "write the results as JUnit XML; - is standard output")
  private @Nullable String junit;

  @Option(
      names = "--html",
      paramLabel = "DIR",
      description =
          "write the results as a page to look at, DIR/index.html, and beside it a page for each"
              + " counterexample")
  private @Nullable String html;

  SuiteCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    SuiteSelection.Selected selected = selection.select(session.catalogues(), scenarios);
    TextStyle layout = output.style(session.console(), false);
    Optional<OutputFile> jsonFile = session.file("--json", json);
    Optional<OutputFile> junitFile = session.file("--junit", junit);
    Optional<OutputFile> archive = evidence.file(session.console());
    List<OutputFile> files =
        Stream.of(jsonFile, junitFile, archive).flatMap(Optional::stream).toList();
    OutputFile.requireDifferent(files);
    Optional<SuiteFolder> folder = Optional.ofNullable(html).map(SuiteFolder::of);
    SuiteReport report = run(selected, folder);
    if (files.stream().noneMatch(OutputFile::isStandardOutput)) {
      session.console().print(text(report, layout) + without(selected.without()));
    }
    jsonFile.ifPresent(file -> file.write(ReportJson.of(report)));
    junitFile.ifPresent(file -> file.write(JUnitXml.of(report)));
    folder.ifPresent(given -> given.finish(SuiteJson.of(report, columns()), linked(report)));
    archive
        .filter(file -> !report.interrupted())
        .ifPresent(
            file -> file.write(evidence.archive(session.catalogues().all(), findings(report))));
    return status(report);
  }

  private SuiteReport run(SuiteSelection.Selected selected, Optional<SuiteFolder> folder) {
    List<SuiteRun.Task> tasks = tasks(selected.chosen());
    return new SuiteRun(session, progress.style(output), failFast, pages(folder, tasks))
        .run(
            tasks,
            selected.large().stream().map(SuiteCommand::large).toList(),
            search.workers(Runtime.getRuntime().availableProcessors()));
  }

  @Override
  public SortedMap<String, String> findings(SortedMap<String, String> inputs) {
    return findings(run(selection.select(session.catalogues(), scenarios), Optional.empty()));
  }

  private static SortedMap<String, String> findings(SuiteReport report) {
    return new TreeMap<>(Map.of("suite.json", ReportJson.of(report.repeatable())));
  }

  private static SuiteRun.Pages pages(Optional<SuiteFolder> folder, List<SuiteRun.Task> tasks) {
    if (folder.isEmpty()) {
      return SuiteRun.Pages.NONE;
    }
    List<String> addresses =
        SuiteFolder.addresses(
            tasks.stream().map(task -> task.search().subject()).toList(),
            tasks.stream().map(SuiteRun.Task::expectation).toList());
    return (task, report) -> {
      boolean isExplained =
          report.counterexample().stream()
              .noneMatch(found -> StoryOptions.isLong(found.steps().size()));
      return task.search()
          .finding(report, isExplained, task.glossary())
          .map(
              finding -> {
                String address = addresses.get(tasks.indexOf(task));
                folder.get().add(address, finding);
                return address;
              });
    };
  }

  private SuiteJson.Columns columns() {
    List<Catalogue> all = session.catalogues().all();
    return new SuiteJson.Columns(
        all.stream().flatMap(one -> one.variants().stream()).map(Named::name).distinct().toList(),
        all.stream().flatMap(one -> one.revisions().stream()).map(Named::name).distinct().toList());
  }

  private static Set<String> linked(SuiteReport report) {
    return report.entries().stream()
        .map(SuiteReport.Entry::page)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private List<SuiteRun.Task> tasks(List<SuiteSelection.Item> items) {
    Options options = limits.apply(search.options()).withShortest(false).withWorkers(1);
    return items.stream().map(item -> task(item, options)).toList();
  }

  private static SuiteRun.Task task(SuiteSelection.Item item, Options options) {
    Configuration form = item.expectation().configuration();
    Options built = item.expectation().release() ? options.with(Options.Build.RELEASE) : options;
    return new SuiteRun.Task(
        item.expectation(),
        SearchTask.of(item.found(), form, item.expectation().memory(), built),
        item.found().decisive(form),
        item.found().glossary());
  }

  private static SuiteReport.Skipped large(SuiteSelection.Item item) {
    return new SuiteReport.Skipped(
        item.expectation(),
        SearchTask.subject(
            item.found(), item.expectation().configuration(), item.expectation().memory()),
        SuiteReport.Reason.LARGE);
  }

  private String text(SuiteReport report, TextStyle style) {
    return output.isQuiet() ? SuiteText.conclusion(report) : SuiteText.of(report, style);
  }

  /** A selection must not seem to have checked what it has not. */
  private static String without(List<String> names) {
    return names.isEmpty()
        ? ""
        : "Nothing is expected, and so nothing was checked, of " + String.join(", ", names) + ".\n";
  }

  /** Where nothing is expected, a violation counts as it does for check. */
  private static int status(SuiteReport report) {
    if (report.failures() > 0 || !report.neverReached().isEmpty()) {
      return ExitStatus.VIOLATED;
    }
    return report.incomplete() > 0 || report.interrupted()
        ? ExitStatus.INCOMPLETE
        : ExitStatus.VERIFIED;
  }
}
