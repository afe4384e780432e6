package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.catalogue.Recordings;
import vcpucheck.checker.cli.evidence.EvidenceOptions;
import vcpucheck.checker.cli.evidence.Provable;
import vcpucheck.checker.cli.options.LimitOptions;
import vcpucheck.checker.cli.options.ModelsOptions;
import vcpucheck.checker.cli.options.OutputOptions;
import vcpucheck.checker.cli.options.ProgressOptions;
import vcpucheck.checker.cli.options.QuestionOptions;
import vcpucheck.checker.cli.options.SearchOptions;
import vcpucheck.checker.cli.session.NameCandidates;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.session.TaskPool;
import vcpucheck.checker.cli.spi.ExitStatus;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.OutputFile;
import vcpucheck.checker.cli.spi.Suggestions;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.compare.Comparer;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.Forms;
import vcpucheck.checker.compare.Need;
import vcpucheck.checker.compare.RecordedTrace;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.compare.Side;
import vcpucheck.checker.compare.WeakenedForm;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.report.NumberFormats;
import vcpucheck.checker.report.TextStyle;
import vcpucheck.checker.report.comparison.ComparisonMarkdown;
import vcpucheck.checker.report.comparison.ComparisonText;
import vcpucheck.checker.report.html.HtmlPage;
import vcpucheck.checker.report.json.ComparisonJson;
import vcpucheck.checker.trace.TraceFile;

/** Compares two forms of the code under test. */
@Command(
    name = "compare",
    description = {
      "Compare two forms of the code: verdicts, and what executions show at their end.",
      "Status 1: something is newly violated, or an outcome is added that is not allowed.",
      "Also if no search reaches what the candidate changes.",
      "Status 3: a search was cut, so that nothing can be said of what it did not reach."
    },
    abbreviateSynopsis = true,
    optionListHeading = "Output",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} compare --from NAME --to NAME+FIX",
      "  ${ROOT-COMMAND-NAME} compare --from NAME --to NAME+FIX S01 --markdown -"
    })
final class CompareCommand implements Callable<Integer>, Provable {
  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      completionCandidates = NameCandidates.Scenarios.class,
      description = "names or ids of scenarios (default: all that either revision reaches)")
  private List<String> scenarios = new ArrayList<>();

  @Mixin private final CompareSelection selection = new CompareSelection();

  @Mixin private final ModelsOptions memory = new ModelsOptions();

  @Mixin private final AllowedOutcomes allowed = new AllowedOutcomes();

  @Mixin private final SearchOptions search = new SearchOptions();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final QuestionOptions questions = new QuestionOptions();

  @Mixin private final OutputOptions output = new OutputOptions();

  @Mixin private final ProgressOptions progress = new ProgressOptions();

  @Mixin private final EvidenceOptions evidence = new EvidenceOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the comparison as JSON; - is standard output")
  private @Nullable String json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "write it as Markdown of 72 columns, for a mail; - is standard output")
  private @Nullable String markdown;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write it as a page to look at, with outcomes and moves")
  private @Nullable String html;

  CompareCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TextStyle layout = output.style(session.console(), false);
    Optional<OutputFile> jsonFile = session.file("--json", json);
    Optional<OutputFile> mailFile = session.file("--markdown", markdown);
    Optional<OutputFile> page = session.file("--html", html);
    Optional<OutputFile> archive = evidence.file(session.console());
    List<OutputFile> files =
        Stream.of(jsonFile, mailFile, page, archive).flatMap(Optional::stream).toList();
    OutputFile.requireDifferent(files);
    Plan plan = plan(Collections.emptySortedMap());
    Comparison comparison = compare(plan, evidence.isAsked() || html != null);
    if (files.stream().noneMatch(OutputFile::isStandardOutput)) {
      session
          .console()
          .print(
              output.isQuiet()
                  ? ComparisonText.headline(comparison)
                  : ComparisonText.of(comparison, layout.with(words(comparison))));
    }
    jsonFile.ifPresent(file -> file.write(ComparisonJson.of(comparison)));
    mailFile.ifPresent(file -> file.write(ComparisonMarkdown.of(comparison, words(comparison))));
    page.ifPresent(file -> file.write(page(comparison)));
    archive
        .filter(file -> !session.interruption().isRequested())
        .ifPresent(
            file ->
                file.write(
                    evidence.archive(
                        session.catalogues().all(),
                        "--recorded",
                        plan.inputs(),
                        findings(comparison))));
    AllowedOutcomes.requireAdded(comparison);
    return status(comparison);
  }

  private String page(Comparison comparison) {
    return HtmlPage.comparison(
        comparison.from() + " to " + comparison.to(),
        ComparisonJson.readable(comparison, words(comparison)));
  }

  /** What numbers are called: all scenarios that are compared are of one catalogue. */
  private Glossary words(Comparison comparison) {
    return comparison.scenarios().stream()
        .findFirst()
        .map(one -> session.catalogues().find(one.setting().scenario()).glossary())
        .orElse(Glossary.NONE);
  }

  @Override
  public SortedMap<String, String> findings(SortedMap<String, String> inputs) {
    return findings(compare(plan(inputs), true));
  }

  private SortedMap<String, String> findings(Comparison comparison) {
    SortedMap<String, String> findings = new TreeMap<>();
    findings.put("comparison.json", ComparisonJson.of(comparison));
    findings.put("comparison.md", ComparisonMarkdown.of(comparison, words(comparison)));
    for (ScenarioComparison one : comparison.scenarios()) {
      ScenarioComparison.Setting setting = one.setting();
      trace(setting, setting.forms().from(), one.from())
          .ifPresent(trace -> findings.put(file(setting, "from"), trace.text()));
      trace(setting, setting.forms().to(), one.to())
          .ifPresent(trace -> findings.put(file(setting, "to"), trace.text()));
    }
    return findings;
  }

  /** "S01-2-from.trace". */
  private static String file(ScenarioComparison.Setting setting, String side) {
    return setting.id()
        + "-"
        + setting.vcpus()
        + (setting.memory() == MemoryModel.SC ? "" : "-" + setting.memory().word())
        + (setting.isRelease() ? "-release-" : "-")
        + side
        + ".trace";
  }

  private static Optional<TraceFile> trace(
      ScenarioComparison.Setting setting, Configuration form, Side side) {
    return side.found()
        .map(
            found ->
                TraceFile.of(
                    setting.id(),
                    setting.scenario(),
                    form,
                    setting.memory().word(),
                    setting.isRelease() ? Options.Build.RELEASE : Options.Build.DEBUG,
                    found));
  }

  /**
   * What is to be done.
   *
   * @param meant the added outcomes that are allowed
   * @param recorded the traces that are replayed
   */
  private record Plan(
      Options options,
      List<CompareSelection.Task> tasks,
      Set<String> meant,
      List<Recordings.Recording> recorded) {
    Catalogue catalogue() {
      return tasks.get(0).found().catalogue();
    }

    Forms forms() {
      return tasks.get(0).forms();
    }

    SortedMap<String, String> inputs() {
      SortedMap<String, String> texts = new TreeMap<>();
      recorded.forEach(file -> texts.put(file.name(), file.text()));
      return texts;
    }
  }

  /**
   * What was asked for.
   *
   * @param inputs traces of evidence, by name; none, if they are where the arguments say
   */
  private Plan plan(SortedMap<String, String> inputs) {
    Options options = limits.apply(search.wholeOptions("compare")).withWorkers(1);
    memory.requireSequential(
        questions.sequential(), "under others a vCPU has a choice even if it runs alone");
    List<CompareSelection.Task> tasks =
        memory.models().stream()
            .map(options::with)
            .flatMap(each -> selection.tasks(session.catalogues(), scenarios, each).stream())
            .toList();
    Set<String> meant = allowed.of(session.catalogues(), tasks);
    List<String> files = questions.recorded();
    Catalogue catalogue = tasks.get(0).found().catalogue();
    List<Recordings.Recording> recorded =
        inputs.isEmpty() && !files.isEmpty()
            ? Suggestions.resolve(() -> recordings(catalogue).read(files))
            : inputs.entrySet().stream()
                .map(input -> new Recordings.Recording(input.getKey(), input.getValue()))
                .toList();
    return new Plan(options, tasks, meant, recorded);
  }

  private static Recordings recordings(Catalogue catalogue) {
    return catalogue
        .recordings()
        .orElseThrow(
            () ->
                new InputException(
                    "--recorded needs code of which traces can be recorded: catalogue="
                        + catalogue.getClass().getName()));
  }

  /**
   * Compares what was selected.
   *
   * @param isWhole whether outcomes and moves are shown, even if that is not asked
   */
  private Comparison compare(Plan plan, boolean isWhole) {
    Limits around = questions.around(plan.options());
    Set<Comparer.Question> asked = questions.questions();
    if (isWhole) {
      asked.addAll(EnumSet.of(Comparer.Question.OUTCOMES, Comparer.Question.MOVES));
    }
    Function<CompareSelection.Task, Comparer> comparers =
        task -> new Comparer(task.options(), around, asked);
    Optional<List<RecordedTrace>> recorded = replayed(plan);
    List<Attempt> attempts = run(plan, comparers);
    Comparison compared = comparison(plan, attempts);
    Comparison comparison = recorded.map(compared::withRecorded).orElse(compared);
    List<CompareSelection.Task> tasks =
        attempts.stream()
            .filter(attempt -> attempt.compared().isPresent())
            .map(Attempt::task)
            .toList();
    return questions.isNeedAsked() && !comparison.interrupted()
        ? needs(comparison, tasks, comparers)
        : comparison;
  }

  /** The recorded traces that the candidate answers otherwise, if any are given. */
  private static Optional<List<RecordedTrace>> replayed(Plan plan) {
    if (plan.recorded().isEmpty()) {
      return Optional.empty();
    }
    Recordings recordings = recordings(plan.catalogue());
    return Optional.of(
        Suggestions.resolve(
            () ->
                RecordedTrace.of(
                    recordings.replay(plan.recorded(), plan.forms().from()),
                    recordings.replay(plan.recorded(), plan.forms().to()))));
  }

  /** What the candidate needs of what it is made of. */
  private Comparison needs(
      Comparison comparison,
      List<CompareSelection.Task> tasks,
      Function<CompareSelection.Task, Comparer> comparers) {
    CodeBase code = tasks.get(0).found().catalogue().codeBase();
    List<ScenarioComparison> compared = comparison.scenarios();
    Function<ScenarioComparison, CompareSelection.Task> taskOf =
        judge -> tasks.get(compared.indexOf(judge));
    List<WeakenedForm> weaker =
        WeakenedForm.of(code, comparison).stream()
            .flatMap(
                weakened ->
                    weakened.where(judge -> differs(weakened, judge, taskOf, comparers)).stream())
            .toList();
    List<Need> needs =
        TaskPool.run(
            search.workers(Runtime.getRuntime().availableProcessors()),
            weaker,
            (weakened, number) -> need(weakened, number, taskOf, comparers),
            results -> results.stream().map(Supplier::get).toList());
    return comparison.withNeeds(needs);
  }

  private static boolean differs(
      WeakenedForm weakened,
      ScenarioComparison judge,
      Function<ScenarioComparison, CompareSelection.Task> taskOf,
      Function<CompareSelection.Task, Comparer> comparers) {
    CompareSelection.Task task = taskOf.apply(judge);
    Configuration form = weakened.form(task.found().catalogue().codeBase(), judge);
    return comparers.apply(task).differs(task.found().scenario(), weakened, form, judge);
  }

  private Need need(
      WeakenedForm weakened,
      String number,
      Function<ScenarioComparison, CompareSelection.Task> taskOf,
      Function<CompareSelection.Task, Comparer> comparers) {
    return Need.of(
        weakened,
        judge -> {
          CompareSelection.Task task = taskOf.apply(judge);
          Configuration form = weakened.form(task.found().catalogue().codeBase(), judge);
          return metered(
              number + " " + weakened.name() + " in " + task.title(),
              meter ->
                  comparers
                      .apply(task)
                      .weaken(task.found().scenario(), weakened, form, judge, meter));
        });
  }

  private <R> R metered(String title, Function<ProgressMeter, R> search) {
    ProgressMeter meter = session.meter(title, progress.style(output));
    try {
      return Suggestions.resolve(() -> search.apply(meter));
    } finally {
      meter.end();
    }
  }

  private static int status(Comparison comparison) {
    return switch (comparison.verdict()) {
      case REFINEMENT, NO_REGRESSION -> ExitStatus.VERIFIED;
      case REGRESSION, NOT_REACHED -> ExitStatus.VIOLATED;
      case INCOMPLETE -> ExitStatus.INCOMPLETE;
    };
  }

  /**
   * What came of a task.
   *
   * @param compared empty if one of the forms cannot run it
   * @param failure why not; empty if it can
   */
  private record Attempt(
      CompareSelection.Task task,
      Optional<ScenarioComparison> compared,
      Optional<RuntimeException> failure) {
    /** "S01 cookie-reuse with 3 vCPUs: why". */
    String reason() {
      return task.title()
          + " with "
          + NumberFormats.counted(task.forms().from().vcpus(), "vCPU")
          + ": "
          + failure.map(Throwable::getMessage).orElse("");
    }
  }

  /** The tasks that were begun before an interruption. */
  private List<Attempt> run(Plan plan, Function<CompareSelection.Task, Comparer> comparers) {
    return TaskPool.run(
        search.workers(Runtime.getRuntime().availableProcessors()),
        plan.tasks(),
        (task, number) -> run(task, comparers.apply(task), number + " " + task.title()),
        results -> results.stream().map(Supplier::get).flatMap(Optional::stream).toList());
  }

  /** A form that cannot run one scenario hides nothing of the others, if there are any. */
  private Optional<Attempt> run(CompareSelection.Task task, Comparer comparer, String title) {
    if (session.interruption().isRequested()) {
      return Optional.empty();
    }
    try {
      ScenarioComparison compared =
          metered(title, meter -> comparer.compare(task.found().scenario(), task.forms(), meter));
      return Optional.of(new Attempt(task, Optional.of(compared), Optional.empty()));
    } catch (ModelException | InputException e) {
      return Optional.of(new Attempt(task, Optional.empty(), Optional.of(e)));
    }
  }

  private static Comparison comparison(Plan plan, List<Attempt> attempts) {
    List<Attempt> failed =
        attempts.stream().filter(attempt -> attempt.failure().isPresent()).toList();
    if (!failed.isEmpty() && failed.size() == attempts.size()) {
      throw failed.get(0).failure().orElseThrow();
    }
    return new Comparison(
            Comparer.name(plan.forms().from()),
            Comparer.name(plan.forms().to()),
            attempts.stream().flatMap(attempt -> attempt.compared().stream()).toList(),
            plan.meant(),
            attempts.size() < plan.tasks().size())
        .withNotCompared(failed.stream().map(Attempt::reason).toList());
  }
}
