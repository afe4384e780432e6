package vcpucheck.checker.cli.explorer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.walk.Nearest;

/** A search for the violation that is nearest to a position, on a thread of its own. */
final class Search implements ProgressListener {
  /** What has come of a search. */
  enum Status {
    RUNNING,
    FOUND,
    NONE,
    GAVE_UP,
    CANCELLED,
    FAILED
  }

  /**
   * How far it is.
   *
   * @param estimate about how many states can follow; null if nothing speaks for a number
   * @param token where the violation is; null unless found
   * @param sentence what went wrong; null unless something did
   */
  record State(
      int id,
      Status status,
      long states,
      int depth,
      long waiting,
      long bytes,
      long millis,
      @Nullable Long estimate,
      @Nullable String token,
      @Nullable String sentence) {}

  private final int id;
  private final World world;
  private final Schedule from;
  private final LongSupplier nanoTime;
  private final Consumer<Throwable> bugs;
  private final Duration patience;
  private volatile long asked;
  private volatile boolean isCancelled;
  private volatile State state;

  /**
   * Makes a search that has not begun.
   *
   * @param patience after how long without a question it ends
   * @param bugs told of what should not happen
   */
  Search(
      int id,
      World world,
      Schedule from,
      Duration patience,
      Consumer<Throwable> bugs,
      LongSupplier nanoTime) {
    this.id = id;
    this.world = world;
    this.from = from;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.bugs = bugs;
    asked = nanoTime.getAsLong();
    state = new State(id, Status.RUNNING, 0, 0, 0, 0, 0, null, null, null);
  }

  int id() {
    return id;
  }

  /** How far it is. */
  State state() {
    asked = nanoTime.getAsLong();
    return state;
  }

  boolean isRunning() {
    return state.status() == Status.RUNNING;
  }

  void cancel() {
    isCancelled = true;
  }

  void run(int states) {
    try {
      Nearest nearest = world.ahead().nearest(from, states, this);
      Optional<String> token = nearest.schedule().map(world::token);
      Status status =
          token.isPresent() ? Status.FOUND : nearest.isExhaustive() ? Status.NONE : Status.GAVE_UP;
      state =
          new State(
              id,
              status,
              nearest.states(),
              state.depth(),
              0,
              state.bytes(),
              state.millis(),
              null,
              token.orElse(null),
              null);
    } catch (CancellationException | RejectedExecutionException e) {
      end(Status.CANCELLED, null);
    } catch (ModelException e) {
      end(Status.FAILED, e.getMessage());
    } catch (OutOfMemoryError e) {
      end(Status.GAVE_UP, null);
    } catch (RuntimeException | Error e) {
      bugs.accept(e);
      end(Status.FAILED, ExplorerServer.BUG);
    }
  }

  private void end(Status status, @Nullable String sentence) {
    State last = state;
    state =
        new State(
            id,
            status,
            last.states(),
            last.depth(),
            last.waiting(),
            last.bytes(),
            last.millis(),
            null,
            null,
            sentence);
  }

  @Override
  public boolean wantsToStop() {
    return isCancelled || nanoTime.getAsLong() - asked > patience.toNanos();
  }

  @Override
  public void progress(Progress progress) {
    state =
        new State(
            id,
            Status.RUNNING,
            progress.states(),
            progress.depth(),
            progress.frontier(),
            progress.bytes(),
            progress.elapsed().toMillis(),
            progress.estimate().isPresent() ? (Long) progress.estimate().getAsLong() : null,
            null,
            null);
  }
}
