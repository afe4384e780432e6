package vcpucheck.checker.engine.base;

import com.google.common.base.Throwables;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share out tasks; the calling thread is one of them.
 *
 * <p>They have to do thousands of times in a second, each time for less than it takes to wake a
 * thread: so who waits spins for a while before it sleeps, unless there are fewer processors.
 */
public final class WorkerPool implements AutoCloseable {
  /** Spins before a thread sleeps: about a tenth of a millisecond. */
  private static final int SPINS = 5_000;

  /** Longs that keep what two workers write out of one line of their caches. */
  public static final int APART = 16;

  private static final long NAP_NANOS = 50_000;

  /** One of several numbered tasks. */
  public interface Task {
    /**
     * Does a task.
     *
     * @param worker which worker does it, from 0
     */
    void run(int task, int worker);
  }

  /** Tasks to be shared out. */
  private static final class Round {
    private final int tasks;
    private final int workers;
    private final Task task;

    /** For each worker, {@link #APART}, the first task of its share that nobody has begun yet. */
    private final AtomicLongArray next;

    /** How many are not done; who comes when none is has missed nothing. */
    private final AtomicInteger left;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Round(int tasks, int workers, Task task) {
      this.tasks = tasks;
      this.workers = workers;
      this.task = task;
      left = new AtomicInteger(tasks);
      next = new AtomicLongArray((workers + 1) * APART);
      for (int worker = 0; worker < workers; worker++) {
        next.setPlain(next(worker), begin(worker));
      }
    }

    /** The first task of a worker's share. */
    private int begin(int worker) {
      return (int) ((long) tasks * worker / workers);
    }

    private static int next(int worker) {
      return (worker + 1) * APART;
    }

    /** Does a worker's share, then what is left of the others'. */
    void share(int worker) {
      int done = 0;
      for (int i = 0; i < workers; i++) {
        done += share(worker, (worker + i) % workers);
      }
      left.addAndGet(-done);
    }

    /** Does what is left of a worker's share; returns how many tasks that were. */
    private int share(int worker, int whose) {
      int done = 0;
      int end = begin(whose + 1);
      while (next.get(next(whose)) < end) {
        int i = (int) next.getAndIncrement(next(whose));
        if (i < end) {
          done++;
          try {
            task.run(i, worker);
          } catch (Throwable e) {
            failure.compareAndSet(null, e);
          }
        }
      }
      return done;
    }
  }

  private final int count;
  private final int spins;
  private final List<Other> others = new ArrayList<>();
  private volatile @Nullable Round round;
  private volatile boolean isClosed;

  /**
   * Starts workers.
   *
   * @param count how many there are, the calling thread included
   */
  public WorkerPool(int count) {
    this.count = count;
    spins = count <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
    for (int worker = 1; worker < count; worker++) {
      Other other = new Other(worker);
      others.add(other);
      other.start();
    }
  }

  /** A thread of its own. */
  private final class Other extends Thread {
    private final int worker;
    private volatile boolean sleeps;

    Other(int worker) {
      super("vcpucheck-worker-" + worker);
      setDaemon(true);
      this.worker = worker;
    }

    @Override
    public void run() {
      @Nullable Round done = null;
      while (!isClosed) {
        Round next = round;
        if (next == done || next == null) {
          await(done);
          continue;
        }
        next.share(worker);
        done = next;
      }
    }

    private void await(@Nullable Round done) {
      for (int spin = 0; spin < spins; spin++) {
        if (round != done || isClosed) {
          return;
        }
        Thread.onSpinWait();
      }
      sleeps = true;
      while (round == done && !isClosed) {
        LockSupport.park(this);
      }
      sleeps = false;
    }
  }

  public int count() {
    return count;
  }

  /**
   * Runs tasks and waits for all of them. Which worker runs which task is left open; but of as many
   * tasks each begins with the same ones every time, for it may still have in its cache what it
   * made of them.
   */
  public void run(int tasks, Task task) {
    if (others.isEmpty() || tasks == 1) {
      for (int i = 0; i < tasks; i++) {
        task.run(i, 0);
      }
      return;
    }
    Round current = new Round(tasks, count, task);
    round = current;
    wake();
    current.share(0);
    await(current);
    @Nullable Throwable thrown = current.failure.get();
    if (thrown != null) {
      Throwables.throwIfUnchecked(thrown);
      throw new AssertionError("checker bug: checked exception from a worker", thrown);
    }
  }

  private void wake() {
    for (Other other : others) {
      if (other.sleeps) {
        LockSupport.unpark(other);
      }
    }
  }

  private void await(Round current) {
    for (int spin = 0; current.left.get() > 0; spin++) {
      if (spin < spins) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, NAP_NANOS);
      }
    }
  }

  @Override
  public void close() {
    isClosed = true;
    wake();
  }
}
