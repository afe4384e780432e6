package vcpucheck.checker.engine.search;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Limits;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.checkpoint.Checkpoint;
import vcpucheck.checker.engine.store.StateIndex;

/** After each batch, enforces the limits, reports progress and triggers checkpoints. */
public final class StopConditions {
  private static final long PROGRESS_NANOS = 250_000_000L;

  /** What a search may fill of the heap; the rest is for what finds and tells. */
  private static final long HEAP = Runtime.getRuntime().maxMemory() / 100 * 85 - (24L << 20);

  /** What a search may fill of the heap that moves states to disk, which takes memory, too. */
  private static final long HEAP_BEFORE_DISK = HEAP / 2;

  private final Limits limits;
  private final ProgressListener monitor;
  private final Checkpoint checkpoint;
  private final Stopwatch clock;
  private @Nullable String stopped;
  private long lastProgress;

  public StopConditions(
      Limits limits, ProgressListener monitor, Checkpoint checkpoint, Stopwatch clock) {
    this.limits = limits;
    this.monitor = monitor;
    this.checkpoint = checkpoint;
    this.clock = clock;
    lastProgress = clock.now();
  }

  /** How much memory a search may take before it moves states to disk. */
  public static long bytesBeforeDisk(Limits limits) {
    return Math.min(limits.bytes(), HEAP_BEFORE_DISK);
  }

  /** How many states may be visited. */
  long limit() {
    return limits.states();
  }

  boolean isStopped() {
    return stopped != null;
  }

  /** What stopped the search before its end. */
  Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }

  void stop(String why) {
    stopped = why;
  }

  /** Stops a search that has found more states than it may. */
  void stopAtLimit() {
    stop("the state limit was reached: states=" + limit());
  }

  /** Stops a search that cannot write or read its files any more. */
  void giveUp(String why) {
    stop(why);
    checkpoint.giveUp();
  }

  /** Stops a search that ran out of memory: what is half-way cannot be saved. */
  void giveUp() {
    giveUp(Verdict.Incomplete.outOfMemory().reason());
  }

  /**
   * Called after the states of a batch were expanded but before any result is recorded: the last
   * consistent point to save a search that the state limit cuts within this batch.
   */
  void expanded(int states) {
    if (states > limits.states()) {
      checkpoint.saveLast();
    }
  }

  /**
   * How much a search takes.
   *
   * @param states how many states it has
   * @param bytes what it holds of the heap
   * @param bytesSoon what it may hold after the next batch
   */
  record Usage(int states, long bytes, long bytesSoon) {}

  /** Called when a batch is done. */
  void done(Usage usage, Function<Duration, ProgressListener.Progress> progress) {
    if (stopped == null) {
      stopped = reason(usage);
    }
    if (stopped != null) {
      checkpoint.saveLast();
      return;
    }
    long now = clock.now();
    if (now - lastProgress > PROGRESS_NANOS) {
      lastProgress = now;
      monitor.progress(progress.apply(clock.elapsed()));
    }
    checkpoint.saveIfDue();
  }

  /** Called when the search is at its end. */
  void ended(Function<Duration, ProgressListener.Progress> progress) {
    monitor.progress(progress.apply(clock.elapsed()));
  }

  private @Nullable String reason(Usage usage) {
    if (usage.bytes() > limits.bytes()) {
      return "the memory limit was reached: bytes=" + usage.bytes();
    }
    if (usage.bytesSoon() > HEAP) {
      return Verdict.Incomplete.outOfMemory().reason();
    }
    if (usage.states() >= StateIndex.NUMBERS - (1 << 24)) {
      return "the states have used up their numbers: states=" + usage.states();
    }
    if (monitor.wantsToStop()) {
      return "it was interrupted";
    }
    Duration session = clock.session();
    return limits.limitsTime() && session.compareTo(limits.time()) > 0
        ? "the time limit was reached: time=" + limits.time()
        : null;
  }
}
