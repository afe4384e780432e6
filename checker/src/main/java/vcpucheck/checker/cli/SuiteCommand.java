package vcpucheck.checker.cli;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ExecutionError;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.report.JUnitReport;
import vcpucheck.checker.report.JsonReport;
import vcpucheck.checker.report.SuiteReport;
import vcpucheck.checker.report.SuiteText;

/** Checks every expectation of the catalogues. */
@Command(
    name = "suite",
    description = "Check that every verdict is the one that the catalogue expects.")
final class SuiteCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "names or ids of scenarios (default: all)")
  private List<String> scenarios = new ArrayList<>();

  @Option(names = "--large", description = "large explorations, too")
  private boolean large;

  @Mixin private final SearchOptions search = new SearchOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "write the results as JSON")
  private @Nullable String json;

  @Option(names = "--junit", paramLabel = "FILE", description = "write the results as JUnit XML")
  private @Nullable String junit;

  SuiteCommand(Session session) {
    this.session = session;
  }

  /** An expectation and the search that tells whether it is met. */
  private record Task(Expectation expectation, Search search) {}

  @Override
  public Integer call() {
    List<Catalogues.Found> selected = selected();
    List<Task> tasks = tasks(selected);
    int left = count(selected) - tasks.size();
    requireSome(tasks, left);
    search.progress();
    Optional<OutputFile> jsonFile = Optional.ofNullable(json).map(f -> OutputFile.of("--json", f));
    Optional<OutputFile> junitFile =
        Optional.ofNullable(junit).map(f -> OutputFile.of("--junit", f));
    OutputFile.requireDifferent(jsonFile, junitFile);
    SuiteReport report = run(tasks, left);
    session.print(SuiteText.of(report));
    jsonFile.ifPresent(file -> file.write(JsonReport.of(report)));
    junitFile.ifPresent(file -> file.write(JUnitReport.of(report)));
    return status(report);
  }

  private List<Catalogues.Found> selected() {
    List<String> ids =
        scenarios.stream().map(name -> session.catalogues().find(name).scenario().id()).toList();
    return session.catalogues().scenarios().stream()
        .filter(found -> ids.isEmpty() || ids.contains(found.scenario().id()))
        .toList();
  }

  private static int count(List<Catalogues.Found> selected) {
    return selected.stream().mapToInt(found -> found.scenario().expectations().size()).sum();
  }

  private List<Task> tasks(List<Catalogues.Found> selected) {
    Options options = search.options().withShortest(false).withWorkers(1);
    List<Task> tasks = new ArrayList<>();
    for (Catalogues.Found found : selected) {
      for (Expectation expectation : found.scenario().expectations()) {
        if (large || !expectation.large()) {
          tasks.add(
              new Task(
                  expectation,
                  Search.of(
                      found,
                      expectation.configuration(),
                      MemoryModel.SC,
                      expectation.release() ? options.with(Options.Build.RELEASE) : options)));
        }
      }
    }
    return tasks;
  }

  private static void requireSome(List<Task> tasks, int left) {
    if (tasks.isEmpty()) {
      throw new InputException(
          "a suite must have a verdict to check: expectations=0, large ones left out="
              + left
              + (left == 0 ? "; choose other scenarios" : "; add --large"));
    }
  }

  private SuiteReport run(List<Task> tasks, int left) {
    ExecutorService workers =
        Executors.newFixedThreadPool(search.workers(Runtime.getRuntime().availableProcessors()));
    try {
      List<Future<Optional<SuiteReport.Entry>>> running = new ArrayList<>();
      for (Task task : tasks) {
        String title =
            "["
                + (running.size() + 1)
                + "/"
                + tasks.size()
                + "] "
                + task.search().subject().title();
        running.add(workers.submit(() -> run(task, title)));
      }
      List<SuiteReport.Entry> entries =
          running.stream().map(Futures::getUnchecked).flatMap(Optional::stream).toList();
      return new SuiteReport(entries, left, entries.size() < tasks.size());
    } catch (UncheckedExecutionException | ExecutionError e) {
      Throwables.throwIfUnchecked(Objects.requireNonNull(e.getCause()));
      throw e;
    } finally {
      workers.shutdownNow();
    }
  }

  /** Runs one search, unless the user wants the end. */
  private Optional<SuiteReport.Entry> run(Task task, String title) {
    return session.interruption().isRequested()
        ? Optional.empty()
        : Optional.of(
            new SuiteReport.Entry(
                task.expectation(), task.search().run(session.meter(title, search))));
  }

  private static int status(SuiteReport report) {
    if (report.wrong() > 0) {
      return ExitStatus.VIOLATED;
    }
    return report.incomplete() > 0 || report.interrupted()
        ? ExitStatus.INCOMPLETE
        : ExitStatus.VERIFIED;
  }
}
