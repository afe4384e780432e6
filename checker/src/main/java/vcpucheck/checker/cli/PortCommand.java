package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Limits;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.options.AroundOptions;
import vcpucheck.checker.cli.options.LimitOptions;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.ProgressOptions;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.session.TaskPool;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.spi.Suggestions;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.compare.Comparer;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.necessity.NecessityAnalysis;
import vcpucheck.checker.necessity.NecessityReport;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.port.PortPlan;
import vcpucheck.checker.report.json.PortJson;
import vcpucheck.checker.report.port.PortText;

/** Says what has to change in real code so that it does what a candidate does. */
@Command(
    name = "port",
    description = {
      "Say what has to change in real code so that it does what a candidate does:",
      "in which functions, on which lines, in which order, and how accesses are ordered.",
      "Status 1: no scenario comes to what the candidate changes, or, with --orderings,",
      "one goes wrong on 64-bit Arm.",
      "Status 3: a search was cut, so that there may be more."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Output",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} port --from NAME --to NAME+FIX S01",
      "  ${ROOT-COMMAND-NAME} port --from NAME --to NAME+FIX S01 S20 --markdown -"
    })
final class PortCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "1..*",
      completionCandidates = NameCandidates.Scenarios.class,
      description = "names or ids of the scenarios that the candidate is made for")
  private List<String> scenarios = new ArrayList<>();

  @Mixin private final CompareSelection selection = new CompareSelection();

  @Option(
      names = "--orderings",
      description =
          "also say which orderings that only the candidate has are needed on 64-bit Arm: each is"
              + " made weaker alone")
  private boolean orderings;

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final AroundOptions around = new AroundOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ProgressOptions progress = new ProgressOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the plan as JSON; - is standard output")
  private @Nullable String json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "write it as Markdown of 72 columns, for a mail; - is standard output")
  private @Nullable String markdown;

  PortCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<OutputFile> jsonFile = session.file("--json", json);
    Optional<OutputFile> mailFile = session.file("--markdown", markdown);
    List<OutputFile> files = Stream.of(jsonFile, mailFile).flatMap(Optional::stream).toList();
    OutputFile.requireDifferent(files);
    List<CompareSelection.Task> tasks =
        selection.tasks(session.catalogues(), scenarios, limits.apply(Options.defaults()));
    Limits beside = around.limits(tasks.get(0).options());
    Comparison comparison = compare(tasks, beside);
    NecessityReport needs = needs(tasks, PortPlan.added(comparison));
    PortPlan plan = plan(tasks, comparison, needs);
    if (files.stream().noneMatch(OutputFile::isStandardOutput)) {
      session
          .console()
          .print(
              output.isQuiet()
                  ? PortText.headline(plan)
                  : PortText.of(plan, output.style(session.console(), false).width()));
    }
    jsonFile.ifPresent(file -> file.write(PortJson.of(plan)));
    mailFile.ifPresent(file -> file.write(PortText.markdown(plan)));
    return status(plan, needs.kind());
  }

  /** What is newly violated under sequential consistency is asked of {@code compare}. */
  private static int status(PortPlan plan, VerdictKind orderings) {
    Comparison comparison = plan.comparison();
    if (comparison.interrupted()
        || !comparison.scenarios().stream().allMatch(ScenarioComparison::isComplete)
        || orderings == VerdictKind.INCOMPLETE) {
      return ExitStatus.INCOMPLETE;
    }
    return plan.places().isEmpty() || orderings == VerdictKind.VIOLATED
        ? ExitStatus.VIOLATED
        : ExitStatus.VERIFIED;
  }

  private static PortPlan plan(
      List<CompareSelection.Task> tasks, Comparison comparison, NecessityReport needs) {
    Catalogue catalogue = tasks.get(0).found().catalogue();
    return PortPlan.of(
        comparison,
        catalogue.realCode(),
        catalogue.codeBase().parse(comparison.from()).base(),
        needs);
  }

  private Comparison compare(List<CompareSelection.Task> tasks, Limits beside) {
    List<ScenarioComparison> done =
        TaskPool.run(
            Runtime.getRuntime().availableProcessors(),
            tasks,
            (task, number) -> compare(task, number, beside),
            results -> results.stream().map(Supplier::get).flatMap(Optional::stream).toList());
    return new Comparison(
        Comparer.name(tasks.get(0).forms().from()),
        Comparer.name(tasks.get(0).forms().to()),
        done,
        Set.of(),
        done.size() < tasks.size());
  }

  private Optional<ScenarioComparison> compare(
      CompareSelection.Task task, String number, Limits beside) {
    if (session.interruption().isRequested()) {
      return Optional.empty();
    }
    Comparer comparer = new Comparer(task.options(), beside, EnumSet.of(Comparer.Question.MOVES));
    return Optional.of(
        metered(
            number + " " + task.title(),
            meter -> comparer.compare(task.found().scenario(), task.forms(), meter)));
  }

  /** Whether the orderings that only the candidate has are needed, if that is asked. */
  private NecessityReport needs(List<CompareSelection.Task> tasks, NavigableSet<AccessSite> added) {
    List<NecessityReport.Entry> entries = new ArrayList<>();
    boolean isTried = orderings && added.stream().anyMatch(site -> !site.strength().isWeakest());
    for (CompareSelection.Task task : isTried ? tasks : List.<CompareSelection.Task>of()) {
      if (!session.interruption().isRequested()) {
        entries.add(need(task, added));
      }
    }
    return new NecessityReport(entries, session.interruption().isRequested());
  }

  private NecessityReport.Entry need(CompareSelection.Task task, NavigableSet<AccessSite> added) {
    Configuration form = task.forms().to();
    return metered(
        "orderings in " + task.title(),
        meter ->
            new NecessityReport.Entry(
                task.found().scenario().id(),
                task.found().scenario().name(),
                form,
                new NecessityAnalysis(
                        task.found().model(form),
                        task.options().with(MemoryModel.ARM64),
                        meter,
                        session.interruption()::isRequested,
                        added::contains)
                    .run()));
  }

  private <R> R metered(String title, Function<ProgressMeter, R> search) {
    ProgressMeter meter = session.meter(title, progress.style(output));
    try {
      return Suggestions.resolve(() -> search.apply(meter));
    } finally {
      meter.end();
    }
  }
}
