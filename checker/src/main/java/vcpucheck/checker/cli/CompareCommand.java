package vcpucheck.checker.cli;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ExecutionError;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.compare.Comparer;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.report.ComparisonJson;
import vcpucheck.checker.report.ComparisonMarkdown;
import vcpucheck.checker.report.ComparisonText;

/** Compares two forms of the code under test. */
@Command(
    name = "compare",
    description = {
      "Compare two forms of the code: verdicts, and what executions show at their end.",
      "Status 1: something is newly violated, or an outcome is added that is not allowed.",
      "Status 3: a search was cut, so that nothing can be said of what it did not reach."
    })
final class CompareCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "names or ids of scenarios (default: all that either revision reaches)")
  private List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "NAME",
      description = "revision to compare with, as --revision of check takes it")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "NAME",
      description = "the candidate, likewise")
  private String to = "";

  @Option(names = "--variant", paramLabel = "NAME", description = "variant of the code under test")
  private @Nullable String variant;

  @Option(names = "--large", description = "large explorations, too")
  private boolean large;

  @Option(
      names = "--allow",
      paramLabel = "OUTCOME",
      description = "an added outcome that is meant, ID:OUTCOME; or ID, all of a scenario")
  private List<String> allowed = new ArrayList<>();

  @Mixin private final SearchOptions search = new SearchOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "write the comparison as JSON")
  private @Nullable String json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "write it as Markdown of 72 columns, for a mail")
  private @Nullable String markdown;

  CompareCommand(Session session) {
    this.session = session;
  }

  /** Two forms of the code in a scenario, of one build. */
  private record Task(
      Catalogues.Found found, Configuration from, Configuration to, Options options) {
    String title() {
      return found.scenario().id() + " " + found.scenario().name();
    }
  }

  @Override
  public Integer call() {
    List<Task> tasks = tasks();
    search.progress();
    Optional<OutputFile> jsonFile = Optional.ofNullable(json).map(f -> OutputFile.of("--json", f));
    Optional<OutputFile> mailFile =
        Optional.ofNullable(markdown).map(f -> OutputFile.of("--markdown", f));
    OutputFile.requireDifferent(jsonFile, mailFile);
    Comparison comparison = run(tasks);
    session.print(ComparisonText.of(comparison));
    jsonFile.ifPresent(file -> file.write(ComparisonJson.of(comparison)));
    mailFile.ifPresent(file -> file.write(ComparisonMarkdown.of(comparison)));
    return status(comparison);
  }

  private static int status(Comparison comparison) {
    return switch (comparison.verdict()) {
      case REFINEMENT, NO_REGRESSION -> ExitStatus.VERIFIED;
      case REGRESSION -> ExitStatus.VIOLATED;
      case INCOMPLETE -> ExitStatus.INCOMPLETE;
    };
  }

  private List<Task> tasks() {
    Set<String> ids = new LinkedHashSet<>();
    scenarios.forEach(name -> ids.add(session.catalogues().find(name).scenario().id()));
    List<Task> tasks = new ArrayList<>();
    for (Catalogues.Found found : session.catalogues().scenarios()) {
      if (ids.isEmpty() || ids.contains(found.scenario().id())) {
        tasks.addAll(tasks(found, !ids.isEmpty()));
      }
    }
    if (tasks.isEmpty()) {
      throw new InputException(
          "a comparison must have a scenario that either side reaches: from="
              + from
              + ", to="
              + to
              + "; add --large, or name a scenario");
    }
    return tasks;
  }

  /* Each number of vCPUs and build that something is expected of, on either revision. */
  private List<Task> tasks(Catalogues.Found found, boolean isNamed) {
    Scenario scenario = found.scenario();
    Configuration one = form(found, from);
    Configuration other = form(found, to);
    Set<String> bases =
        Stream.of(one, other)
            .map(form -> found.catalogue().codeBase().parse(form).base())
            .collect(Collectors.toSet());
    List<Task> tasks =
        scenario.expectations().stream()
            .filter(expectation -> isMeant(expectation, one.variant(), bases))
            .map(expectation -> task(found, one, other, expectation))
            .distinct()
            .toList();
    return tasks.isEmpty() && isNamed
        ? List.of(new Task(found, one, other, options()))
        : tasks;
  }

  private boolean isMeant(Expectation expectation, String wanted, Set<String> bases) {
    Configuration form = expectation.configuration();
    return form.mutant().isEmpty()
        && form.variant().equals(wanted)
        && bases.contains(form.revision())
        && (large || !expectation.large());
  }

  private Task task(
      Catalogues.Found found, Configuration one, Configuration other, Expectation expectation) {
    int vcpus = expectation.configuration().vcpus();
    return new Task(
        found,
        one.withVcpus(vcpus),
        other.withVcpus(vcpus),
        expectation.release() ? options().with(Options.Build.RELEASE) : options());
  }

  private Options options() {
    return search.options().withWorkers(1);
  }

  private Configuration form(Catalogues.Found found, String revision) {
    Configuration defaults = found.scenario().defaults();
    return found.canonical(
        new Configuration(
            revision,
            variant == null ? defaults.variant() : variant,
            Optional.empty(),
            defaults.vcpus()));
  }

  private Comparison run(List<Task> tasks) {
    ExecutorService workers =
        Executors.newFixedThreadPool(search.workers(Runtime.getRuntime().availableProcessors()));
    try {
      List<Future<Optional<ScenarioComparison>>> running = new ArrayList<>();
      for (Task task : tasks) {
        running.add(workers.submit(() -> run(task)));
      }
      List<ScenarioComparison> done =
          running.stream().map(Futures::getUnchecked).flatMap(Optional::stream).toList();
      return new Comparison(
          name(tasks.get(0).from()),
          name(tasks.get(0).to()),
          done,
          Set.copyOf(allowed),
          done.size() < tasks.size());
    } catch (UncheckedExecutionException | ExecutionError e) {
      Throwables.throwIfUnchecked(Objects.requireNonNull(e.getCause()));
      throw e;
    } finally {
      workers.shutdownNow();
    }
  }

  private static String name(Configuration form) {
    return Stream.concat(Stream.of(form.revision()), form.mutant().stream())
        .reduce((revision, mutant) -> revision + "+" + mutant)
        .orElseThrow();
  }

  private Optional<ScenarioComparison> run(Task task) {
    if (session.interruption().isRequested()) {
      return Optional.empty();
    }
    ProgressMeter meter = session.meter(task.title(), search);
    try {
      return Optional.of(
          Names.resolve(
              () ->
                  new Comparer(task.options())
                      .compare(task.found().scenario(), task.from(), task.to(), meter)));
    } finally {
      meter.end();
    }
  }
}
