package vcpucheck.checker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import vcpucheck.checker.engine.Engine;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;

/**
 * Explores a model: {@code Checker.of(model).with(options).run()}.
 *
 * <p>Immutable; a run changes nothing in it.
 */
public final class Checker {
  private final Model model;
  private final Options options;
  private final Monitor monitor;

  private Checker(Model model, Options options, Monitor monitor) {
    this.model = model;
    this.options = options;
    this.monitor = monitor;
  }

  /** A checker with {@link Options#defaults}. */
  public static Checker of(Model model) {
    return new Checker(model, Options.defaults(), Monitor.NONE);
  }

  /** The same with other options. */
  public Checker with(Options newOptions) {
    return new Checker(model, newOptions, monitor);
  }

  /** The same, watched by somebody else. */
  public Checker with(Monitor newMonitor) {
    return new Checker(model, options, newMonitor);
  }

  /**
   * Explores the model, on a thread of its own, and waits for the result.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if options do not go together
   */
  public Result run() {
    return onSearchThread(engine -> engine.explore(monitor));
  }

  /**
   * Walks one interleaving, on a thread of its own, as far as it applies or to the first violation.
   *
   * @param schedule the interleaving
   * @param operations what each of its choices did when it was recorded, as in {@link
   *     vcpucheck.checker.trace.Step#operation}; a vCPU that wants to do something else ends the
   *     walk
   * @throws ModelException if the model is wrong
   */
  public Replay replay(Schedule schedule, List<String> operations) {
    if (schedule.choices().size() != operations.size()) {
      throw new IllegalArgumentException(
          "a schedule has one operation for each choice: choices="
              + schedule.choices().size()
              + ", operations="
              + operations.size());
    }
    return onSearchThread(engine -> engine.replay(schedule, operations));
  }

  private <R> R onSearchThread(Function<Engine, R> work) {
    CompletableFuture<R> result = new CompletableFuture<>();
    Thread search =
        new Thread(
            null,
            () -> {
              try {
                result.complete(
                    work.apply(new Engine(model, options, why -> abandon(result, why))));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "vcpucheck-search",
            STACK_BYTES);
    search.setDaemon(true);
    search.start();
    return await(result);
  }

  private static final long STACK_BYTES = 64L << 20;

  private static void abandon(CompletableFuture<?> result, ModelException why) {
    result.completeExceptionally(why);
    while (true) {
      LockSupport.park();
    }
  }

  private static <R> R await(CompletableFuture<R> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the thread that waits for a search was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new AssertionError("checker bug: checked exception from a search", e);
    }
  }
}
