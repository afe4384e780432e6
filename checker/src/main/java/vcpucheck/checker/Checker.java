package vcpucheck.checker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import vcpucheck.checker.engine.Engine;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;

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
    CompletableFuture<Result> result = new CompletableFuture<>();
    Thread search =
        new Thread(
            null,
            () -> {
              try {
                result.complete(
                    new Engine(model, options, why -> abandon(result, why)).explore(monitor));
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

  private static void abandon(CompletableFuture<Result> result, ModelException why) {
    result.completeExceptionally(why);
    while (true) {
      LockSupport.park();
    }
  }

  private static Result await(CompletableFuture<Result> result) {
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
