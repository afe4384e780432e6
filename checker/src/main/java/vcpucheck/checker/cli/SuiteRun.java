package vcpucheck.checker.cli;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ExecutionError;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.cli.terminal.ProgressMeter;
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
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  SuiteRun(Session session, ProgressMeter.Style progress, boolean isFailFast) {
    this.session = session;
    this.progress = progress;
    this.isFailFast = isFailFast;
  }

  /** An expectation and the search that tells whether it is met. */
  record Task(Expectation expectation, SearchTask search, List<Coverage.Decision> decisive) {}

  /**
   * Runs searches.
   *
   * @param large what is skipped from the start
   */
  SuiteReport run(List<Task> tasks, List<SuiteReport.Skipped> large, int workers) {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<Optional<SuiteReport.Entry>>> running = new ArrayList<>();
      for (Task task : tasks) {
        String title =
            String.format(
                "[%d/%d] %s", running.size() + 1, tasks.size(), task.search().subject().title());
        running.add(pool.submit(() -> run(task, title)));
      }
      return report(tasks, running, large);
    } catch (UncheckedExecutionException | ExecutionError e) {
      Throwables.throwIfUnchecked(Objects.requireNonNull(e.getCause()));
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }

  private SuiteReport report(
      List<Task> tasks,
      List<Future<Optional<SuiteReport.Entry>>> running,
      List<SuiteReport.Skipped> large) {
    List<SuiteReport.Entry> entries = new ArrayList<>();
    List<SuiteReport.Skipped> skipped = new ArrayList<>();
    for (int at = 0; at < tasks.size(); at++) {
      Optional<SuiteReport.Entry> entry =
          hasFailed.get() ? Optional.empty() : await(running.get(at));
      if (entry.isPresent()) {
        entries.add(entry.get());
        hasFailed.set(isFailFast && entry.get().isWrong());
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

  private static Optional<SuiteReport.Entry> await(Future<Optional<SuiteReport.Entry>> running) {
    return Objects.requireNonNull(Futures.getUnchecked(running));
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
    return Optional.of(
        new SuiteReport.Entry(
            task.expectation(), task.search().run(meter, Optional.empty()), task.decisive()));
  }

  private boolean isToEnd() {
    return hasFailed.get() || session.interruption().isRequested();
  }
}
