package vcpucheck.checker.engine.search;

import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.checkpoint.Checkpoint;
import vcpucheck.checker.engine.store.StateIndex;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Limits;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Verdict;

/**
 * Watches a search from batch to batch: stops it at a limit, tells somebody how far it is, and has
 * it saved.
 */
public final class StopConditions {
  private static final long PROGRESS_NANOS = 250_000_000L;

  /** What a search may fill of the heap; the rest is for what finds and tells. */
  private static final long HEAP = Runtime.getRuntime().maxMemory() / 100 * 85 - (24L << 20);

  private final Limits limits;
  private final ProgressListener monitor;
  private final Checkpoint checkpoint;
  private final Stopwatch clock;
  private @Nullable String stopped;
  private long lastProgress;

  public StopConditions(Limits limits, ProgressListener monitor, Checkpoint checkpoint, Stopwatch clock) {
    this.limits = limits;
    this.monitor = monitor;
    this.checkpoint = checkpoint;
    this.clock = clock;
    lastProgress = clock.now();
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

  /** Stops a search that ran out of memory: what is half-way cannot be saved. */
  void giveUp() {
    stop(Verdict.Incomplete.outOfMemory().reason());
    checkpoint.giveUp();
  }

  /**
   * Hears that the states of a batch are known and that nothing else of it is: the last moment at
   * which a search can be saved whose limit of states cuts the batch off.
   */
  void expanded(int states) {
    if (states > limits.states()) {
      checkpoint.saveLast();
    }
  }

  /** Hears that a batch is done. */
  void done(Exploration search, int states) {
    if (stopped == null) {
      stopped = reason(search, states);
    }
    if (stopped != null) {
      checkpoint.saveLast();
      return;
    }
    long now = clock.now();
    if (now - lastProgress > PROGRESS_NANOS) {
      lastProgress = now;
      monitor.progress(search.progress(clock.elapsed()));
    }
    checkpoint.saveIfDue();
  }

  /** Hears that the search is at its end. */
  void ended(Exploration search) {
    monitor.progress(search.progress(clock.elapsed()));
  }

  private @Nullable String reason(Exploration search, int states) {
    if (search.bytes() > limits.bytes()) {
      return "the memory limit was reached: bytes=" + search.bytes();
    }
    if (search.bytesSoon() > HEAP) {
      return Verdict.Incomplete.outOfMemory().reason();
    }
    if (states >= StateIndex.NUMBERS - (1 << 24)) {
      return "the states have used up their numbers: states=" + states;
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
