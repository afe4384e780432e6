package vcpucheck.checker.engine;

import com.google.common.base.Throwables;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads that share out tasks; the calling thread is one of them. */
final class Workers implements AutoCloseable {
  /** One of several numbered tasks. */
  interface Task {
    /**
     * Does a task.
     *
     * @param worker which worker does it, from 0
     */
    void run(int task, int worker);
  }

  private final int count;
  private final @Nullable ExecutorService others;

  /**
   * Starts workers.
   *
   * @param count how many there are, the calling thread included
   */
  Workers(int count) {
    this.count = count;
    others =
        count == 1
            ? null
            : Executors.newFixedThreadPool(
                count - 1,
                body -> {
                  Thread thread = new Thread(body, "vcpucheck-worker");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  int count() {
    return count;
  }

  /** Runs tasks and waits for all of them; which worker runs which task is left open. */
  void run(int tasks, Task task) {
    if (others == null || tasks == 1) {
      for (int i = 0; i < tasks; i++) {
        task.run(i, 0);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int worker = 1; worker < Math.min(count, tasks); worker++) {
      int number = worker;
      running.add(others.submit(() -> share(tasks, task, next, number)));
    }
    try {
      share(tasks, task, next, 0);
    } finally {
      running.forEach(Workers::join);
    }
  }

  private static void share(int tasks, Task task, AtomicInteger next, int worker) {
    for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
      task.run(i, worker);
    }
  }

  private static void join(Future<?> worker) {
    boolean interrupted = false;
    while (true) {
      try {
        worker.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        Throwables.throwIfUnchecked(cause);
        throw new AssertionError("checker bug: checked exception from a worker", e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (others != null) {
      others.shutdownNow();
    }
  }
}
