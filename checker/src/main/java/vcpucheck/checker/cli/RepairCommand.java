package vcpucheck.checker.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Options;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.cli.options.AroundOptions;
import vcpucheck.checker.cli.options.LimitOptions;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.ProgressOptions;
import vcpucheck.checker.cli.options.RepairOptions;
import vcpucheck.checker.cli.options.SearchOptions;
import vcpucheck.checker.cli.options.SizeOptions;
import vcpucheck.checker.cli.session.Catalogues;
import vcpucheck.checker.cli.session.ConfigurationOptions;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.session.TaskPool;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.spi.Suggestions;
import vcpucheck.checker.compare.Case;
import vcpucheck.checker.compare.Comparer;
import vcpucheck.checker.compare.Forms;
import vcpucheck.checker.compare.Judge;
import vcpucheck.checker.compare.Ruling;
import vcpucheck.checker.repair.AddedOutcomes;
import vcpucheck.checker.repair.Repair;
import vcpucheck.checker.repair.RepairQuestion;
import vcpucheck.checker.repair.RepairReport;
import vcpucheck.checker.repair.RepairSearch;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.json.RepairJson;
import vcpucheck.checker.report.repair.RepairText;

/** Searches for the smallest sets of changes that repair a scenario and break no other. */
@Command(
    name = "repair",
    description = {
      "Search for the smallest sets of changes that repair a scenario and break no other one.",
      "Status 1: there is none, of as many changes as wanted.",
      "Status 3: the search was cut before it found one."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Output",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} repair S28",
      "  ${ROOT-COMMAND-NAME} repair S01 --revision NAME --without FIX --all",
      "  ${ROOT-COMMAND-NAME} repair S20 --keep S06,S74 --json -"
    })
final class RepairCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      completionCandidates = NameCandidates.Scenarios.class,
      description = "name or id of a scenario")
  private String scenario = "";

  @Mixin private final ConfigurationOptions code = new ConfigurationOptions();

  @Mixin private final SizeOptions size = new SizeOptions();

  @Mixin private final RepairOptions wanted = new RepairOptions();

  @Mixin private final SearchOptions search = new SearchOptions();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final AroundOptions around = new AroundOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ProgressOptions progress = new ProgressOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the report as JSON; - is standard output")
  private @Nullable String json;

  RepairCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Options options = limits.apply(search.options()).withWorkers(1);
    Catalogues.Found found = session.catalogues().find(scenario);
    RepairQuestion question = question(found, options);
    Optional<OutputFile> file = session.file("--json", json);
    RepairReport report = report(found, question, options);
    if (file.filter(OutputFile::isStandardOutput).isEmpty()) {
      session
          .console()
          .print(
              output.isQuiet()
                  ? RepairText.headline(report)
                  : RepairText.of(report, output.style(session.console(), false).width()));
    }
    file.ifPresent(target -> target.write(RepairJson.of(report)));
    return switch (report.verdict()) {
      case FOUND -> ExitStatus.VERIFIED;
      case NONE -> ExitStatus.VIOLATED;
      case INCOMPLETE -> ExitStatus.INCOMPLETE;
    };
  }

  private RepairReport report(Catalogues.Found found, RepairQuestion question, Options options) {
    CodeBase code = found.catalogue().codeBase();
    RepairReport report =
        Suggestions.resolve(
            () ->
                new RepairSearch(
                        question, code, new Judge(code, options), new Meters(), this::judge, end())
                    .run());
    return wanted.isOutcomesAsked() && !session.interruption().isRequested()
        ? report.withOutcomes(repair -> outcomes(code, question, repair, options))
        : report;
  }

  private List<Ruling> judge(List<Supplier<Ruling>> asked) {
    return TaskPool.run(
        search.workers(Runtime.getRuntime().availableProcessors()),
        asked,
        (one, number) -> one.get(),
        rulings -> rulings.stream().map(Supplier::get).toList());
  }

  /** In the repaired case, and in all that must stay verified. */
  private AddedOutcomes outcomes(
      CodeBase code, RepairQuestion question, Repair repair, Options options) {
    Comparer comparer = new Comparer(options, around.limits(options), Set.of());
    return AddedOutcomes.of(
        TaskPool.run(
            search.workers(Runtime.getRuntime().availableProcessors()),
            Stream.concat(Stream.of(question.target()), question.others().stream()).toList(),
            (one, number) -> compared(comparer, code, one, question.base(), repair.form()),
            results -> results.stream().map(Supplier::get).flatMap(Optional::stream).toList()));
  }

  private Optional<AddedOutcomes.Compared> compared(
      Comparer comparer, CodeBase code, Case one, String base, String form) {
    Comparer built = one.isRelease() ? comparer.with(Options.Build.RELEASE) : comparer;
    Forms forms = Forms.of(code, code.canonical(one.form(base)), code.canonical(one.form(form)));
    ProgressListener meter =
        session.meter("outcomes of " + one.title() + " on " + form, progress.style(output));
    try {
      return Optional.of(
          new AddedOutcomes.Compared(one, built.compare(one.scenario(), forms, meter)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); /* the scenario makes no sense on one of them */
    }
  }

  /** Shows how far a search is, and of which set it is. */
  private final class Meters implements RepairSearch.Watch {
    private volatile String sets = "";

    @Override
    public ProgressListener before(Case one, String form) {
      return session.meter(sets + one.title() + " on " + form, progress.style(output));
    }

    @Override
    public void progress(int judged, int left, int parts) {
      sets =
          "["
              + NumberFormats.counted(judged, "set")
              + " judged, "
              + left
              + " of "
              + NumberFormats.counted(parts, "part")
              + " left] ";
    }
  }

  private BooleanSupplier end() {
    BooleanSupplier deadline = wanted.deadline();
    return () -> deadline.getAsBoolean() || session.interruption().isRequested();
  }

  private RepairQuestion question(Catalogues.Found found, Options options) {
    Configuration form = found.canonical(size.apply(code.apply(found.scenario().defaults())));
    String base = found.catalogue().codeBase().parse(form).name();
    boolean isRelease = options.build() == Options.Build.RELEASE;
    Case target = new Case(found.scenario(), form.variant(), form.vcpus(), isRelease);
    return new RepairQuestion(
        target,
        others(found, target),
        base,
        RepairQuestion.candidates(
            found.catalogue().codeBase(), base, wanted.without(found.catalogue().codeBase())),
        wanted.mostParts(),
        wanted.isAll());
  }

  /** What must stay verified: of the scenarios that are chosen, or of all of the catalogue. */
  private List<Case> others(Catalogues.Found found, Case target) {
    Set<Catalogues.Found> kept =
        wanted.kept().stream().map(session.catalogues()::find).collect(Collectors.toSet());
    return session.catalogues().scenarios().stream()
        .filter(one -> one.catalogue().equals(found.catalogue()))
        .filter(one -> kept.isEmpty() || kept.contains(one))
        .flatMap(one -> Case.of(one.scenario(), target.variant()))
        .filter(one -> !one.equals(target))
        .toList();
  }
}
