package vcpucheck.checker.cli.session;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ExecutionError;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does tasks on several threads, and hands over what comes of them in their order. */
public final class TaskPool {
  private TaskPool() {}

  /**
   * Does tasks. What one of them throws is thrown where its result is asked for.
   *
   * @param body does a task, of which it is told which one of how many it is: "[2/8]"
   * @param reader asks for the results and waits for each; when it returns, the rest is interrupted
   */
  public static <T, E, R> R run(
      int workers,
      List<T> tasks,
      BiFunction<T, String, E> body,
      Function<List<Supplier<E>>, R> reader) {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Supplier<E>> results = new ArrayList<>();
      for (T task : tasks) {
        String number = String.format(Locale.ROOT, "[%d/%d]", results.size() + 1, tasks.size());
        Future<E> running = pool.submit(() -> body.apply(task, number));
        results.add(() -> Objects.requireNonNull(Futures.getUnchecked(running)));
      }
      return reader.apply(results);
    } catch (UncheckedExecutionException | ExecutionError e) {
      Throwables.throwIfUnchecked(Objects.requireNonNull(e.getCause()));
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }
}
