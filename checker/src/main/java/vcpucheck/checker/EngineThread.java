package vcpucheck.checker;

import com.google.common.base.Throwables;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.Engine;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;

/** A thread that runs one engine, and answers questions of it one after the other. */
final class EngineThread implements AutoCloseable {
  private static final long STACK_BYTES = 64L << 20;
  private static final long POLL_SECONDS = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Model model;
  private final Options options;
  private final boolean showsOutputs;
  private final ExecutorService executor = Executors.newSingleThreadExecutor(this::thread);
  private volatile @Nullable Thread thread;
  private volatile @Nullable Engine engine;

  /** Why the thread answers nothing more. */
  private volatile @Nullable ModelException abandoned;

  /** The answer that is being worked on. */
  private volatile CompletableFuture<?> current = new CompletableFuture<>();

  /** Makes a thread that builds its engine when it is first asked, and not for outcomes. */
  EngineThread(Model model, Options options) {
    this(model, options, false);
  }

  /**
   * Makes a thread that builds its engine when it is first asked.
   *
   * @param showsOutputs whether outcomes are what it will be asked for
   */
  EngineThread(Model model, Options options, boolean showsOutputs) {
    this.model = model;
    this.options = options;
    this.showsOutputs = showsOutputs;
  }

  private Thread thread(Runnable work) {
    Thread made = new Thread(null, work, "vcpucheck-search", STACK_BYTES);
    made.setDaemon(true);
    thread = made;
    return made;
  }

  /**
   * Asks a question and waits for the answer. Any thread may ask.
   *
   * @throws ModelException if the model is wrong, or if its code runs on and on
   * @throws CancellationException if the calling thread is interrupted, which stops the search
   */
  <R> R ask(BiFunction<Engine, ProgressListener, R> question, ProgressListener monitor) {
    requireAlive();
    CompletableFuture<R> answer = new CompletableFuture<>();
    StoppableListener listener = new StoppableListener(monitor);
    executor.execute(() -> answer(question, listener, answer));
    while (true) {
      try {
        return answer.get(POLL_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        checkAlive();
      } catch (InterruptedException e) {
        listener.stop();
        awaitEnd(answer);
        Thread.currentThread().interrupt();
        throw new CancellationException(
            "the search was stopped, because the thread that waits for it was interrupted");
      } catch (ExecutionException e) {
        Throwables.throwIfUnchecked(Objects.requireNonNull(e.getCause()));
        throw new AssertionError("checker bug: checked exception from a search", e);
      }
    }
  }

  private <R> void answer(
      BiFunction<Engine, ProgressListener, R> question,
      ProgressListener listener,
      CompletableFuture<R> answer) {
    current = answer;
    try {
      Engine asked = engine;
      if (asked == null) {
        asked = new Engine(model, options, showsOutputs, this::abandon);
        engine = asked;
      }
      answer.complete(question.apply(asked, listener));
    } catch (OutOfMemoryError e) {
      engine = null; /* so that there is room to say so */
      answer.completeExceptionally(e);
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  /** Lets a search that was told to stop save what it knows. */
  private static void awaitEnd(CompletableFuture<?> answer) {
    try {
      answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      /* Whatever came of it: the thread is a daemon, and ends by itself. */
    }
  }

  /** Never returns, so that code under test that cannot be unwound does no harm. */
  private void abandon(ModelException why) {
    abandoned = why;
    current.completeExceptionally(why);
    while (true) {
      LockSupport.park();
    }
  }

  private void requireAlive() {
    ModelException why = abandoned;
    if (why != null) {
      throw why;
    }
  }

  private void checkAlive() {
    requireAlive();
    Engine asked = engine;
    if (asked != null && asked.codeRunsFor().compareTo(PATIENCE) > 0) {
      StackTraceElement[] stack = Objects.requireNonNull(thread).getStackTrace();
      throw new ModelException(
          "code under test must ask for a memory operation or end: it ran for "
              + PATIENCE.toSeconds()
              + " s without either, at "
              + (stack.length == 0 ? "an unknown place" : stack[0])
              + "; look for an endless loop");
    }
  }

  /** Lets the thread end when it has answered what it was asked. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
