package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.cli.options.AroundOptions;
import vcpucheck.checker.cli.options.LimitOptions;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.ProgressOptions;
import vcpucheck.checker.cli.options.SearchOptions;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.session.TaskPool;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.spi.Suggestions;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Comparer;
import vcpucheck.checker.compare.Judge;
import vcpucheck.checker.repair.HistorySearch;
import vcpucheck.checker.repair.RevisionHistory;
import vcpucheck.checker.report.repair.HistoryMarkdown;

/** Says what each revision and each change of the code did in the default suite. */
@Command(
    name = "history",
    description = {
      "Say what each revision and each change of the code did to verdicts and outcomes.",
      "The page is Markdown.",
      "Status 3: a search was cut, or a form cannot be run, so that the history has gaps."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Output",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} history S01 S20",
      "  ${ROOT-COMMAND-NAME} history --markdown HISTORY.md --workers 2"
    })
final class HistoryCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      completionCandidates = NameCandidates.Scenarios.class,
      description = "names or ids of scenarios (default: all of the default suite)")
  private List<String> scenarios = new ArrayList<>();

  @Mixin private final SearchOptions search = new SearchOptions();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final AroundOptions around = new AroundOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ProgressOptions progress = new ProgressOptions();

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "write the page to a file; - is standard output (default)")
  private @Nullable String markdown;

  HistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    output.requireLoud("--markdown", markdown != null);
    Optional<OutputFile> file = session.file("--markdown", markdown);
    Options options = limits.apply(search.wholeOptions("history")).withWorkers(1);
    List<Catalogues.Found> found = found();
    CodeBase code = found.get(0).catalogue().codeBase();
    List<Case> cases = found.stream().flatMap(one -> Case.of(one.scenario())).toList();
    HistorySearch history =
        new HistorySearch(
            code,
            new Judge(code, options),
            Comparer.exchangingSlots(options, around.limits(options)),
            (one, form) -> session.meter(one.title() + " on " + form, progress.style(output)));
    List<RevisionHistory.Cases> explored =
        TaskPool.run(
            search.workers(Runtime.getRuntime().availableProcessors()),
            cases,
            (one, number) -> Suggestions.resolve(() -> history.explore(one)),
            results -> results.stream().map(Supplier::get).toList());
    String page = HistoryMarkdown.of(new RevisionHistory(history.steps(), explored));
    file.ifPresentOrElse(target -> target.write(page), () -> session.console().print(page));
    return explored.stream().anyMatch(RevisionHistory.Cases::hasGaps)
        ? ExitStatus.INCOMPLETE
        : ExitStatus.VERIFIED;
  }

  private List<Catalogues.Found> found() {
    Catalogues catalogues = session.catalogues();
    List<Catalogues.Found> found =
        scenarios.isEmpty()
            ? catalogues.scenarios()
            : scenarios.stream().map(catalogues::find).distinct().toList();
    List<Catalogue> of = found.stream().map(Catalogues.Found::catalogue).distinct().toList();
    if (of.size() != 1) {
      throw new InputException(
          "a history must be of one code base: catalogues="
              + of.size()
              + "; name scenarios of one catalogue");
    }
    return found;
  }
}
