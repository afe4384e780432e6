package vcpucheck.checker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.cli.session.Session;
import vcpucheck.checker.cli.session.TaskPool;
import vcpucheck.checker.cli.terminal.ProgressMeter;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.report.CheckReport;
import vcpucheck.checker.report.SuiteReport;

/**
 * Runs the searches of a suite, several at once. What comes of it does not depend on how many: with
 * {@code isFailFast} nothing counts that stands behind the first wrong verdict, even if it is known
 * before that.
 */
final class SuiteRun {
  private final Session session;
  private final ProgressMeter.Style progress;
  private final boolean isFailFast;
  private final Pages pages;
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  SuiteRun(Session session, ProgressMeter.Style progress, boolean isFailFast, Pages pages) {
    this.session = session;
    this.progress = progress;
    this.isFailFast = isFailFast;
    this.pages = pages;
  }

  /** An expectation and the search that tells whether it is met. */
  record Task(
      Expectation expectation,
      SearchTask search,
      List<Coverage.Decision> decisive,
      Glossary glossary) {}

  /** Writes pages of counterexamples. Several threads ask it at once. */
  @FunctionalInterface
  interface Pages {
    /** No pages are wanted. */
    Pages NONE = (task, report) -> Optional.empty();

    /** Writes what a search has found; returns the address of the page, if there is one. */
    Optional<String> write(Task task, CheckReport report);
  }

  /**
   * Runs searches.
   *
   * @param large what is skipped from the start
   */
  SuiteReport run(List<Task> tasks, List<SuiteReport.Skipped> large, int workers) {
    return TaskPool.run(
        workers,
        tasks,
        (task, number) -> run(task, number + " " + task.search().subject().title()),
        results -> report(tasks, results, large));
  }

  private SuiteReport report(
      List<Task> tasks,
      List<Supplier<Optional<SuiteReport.Entry>>> results,
      List<SuiteReport.Skipped> large) {
    List<SuiteReport.Entry> entries = new ArrayList<>();
    List<SuiteReport.Skipped> skipped = new ArrayList<>();
    for (int at = 0; at < tasks.size(); at++) {
      Optional<SuiteReport.Entry> entry =
          hasFailed.get() ? Optional.empty() : results.get(at).get();
      if (entry.isPresent()) {
        entries.add(entry.get());
        hasFailed.set(isFailFast && entry.get().isFailure());
      } else {
        skipped.add(
            skipped(
                tasks.get(at),
                hasFailed.get() ? SuiteReport.Reason.FAIL_FAST : SuiteReport.Reason.INTERRUPTED));
      }
    }
    skipped.addAll(large);
    return new SuiteReport(entries, skipped, session.interruption().isRequested());
  }

  private static SuiteReport.Skipped skipped(Task task, SuiteReport.Reason reason) {
    return new SuiteReport.Skipped(task.expectation(), task.search().subject(), reason);
  }

  /** Runs one search, unless the suite is to end. */
  private Optional<SuiteReport.Entry> run(Task task, String title) {
    if (isToEnd()) {
      return Optional.empty();
    }
    ProgressMeter meter = new ProgressMeter(title, progress, session.console(), this::isToEnd);
    CheckReport report = report(task.search(), meter);
    return Optional.of(
        new SuiteReport.Entry(
            task.expectation(),
            report,
            task.decisive(),
            pages.write(task, report),
            task.glossary()));
  }

  /** What one form cannot run says nothing of the others. */
  private static CheckReport report(SearchTask search, ProgressMeter meter) {
    try {
      return search.run(meter, Optional.empty(), Optional.empty());
    } catch (ModelException e) {
      return search.notRun(e, meter.last());
    }
  }

  private boolean isToEnd() {
    return hasFailed.get() || session.interruption().isRequested();
  }
}
