package vcpucheck.checker;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.engine.Engine;
import vcpucheck.checker.memory.Slab;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.saturation.LocalViews;
import vcpucheck.checker.story.Explanation;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.trace.Step;
import vcpucheck.checker.walk.Course;

/**
 * Explores a model: {@code Checker.of(model).with(options).run()}.
 *
 * <p>Immutable; a run changes nothing in it.
 */
public final class Checker {
  private final Model model;
  private final Options options;
  private final ProgressListener monitor;
  private final Optional<CheckpointConfig> checkpoints;
  private final Optional<ClusterConfig> cluster;

  private Checker(
      Model model,
      Options options,
      ProgressListener monitor,
      Optional<CheckpointConfig> checkpoints,
      Optional<ClusterConfig> cluster) {
    this.model = model;
    this.options = options;
    this.monitor = monitor;
    this.checkpoints = checkpoints;
    this.cluster = cluster;
  }

  /** A checker with {@link Options#defaults}. */
  public static Checker of(Model model) {
    if (model == null) {
      throw new IllegalArgumentException("there must be something to check: model=null");
    }
    return new Checker(
        model, Options.defaults(), ProgressListener.NONE, Optional.empty(), Optional.empty());
  }

  /** The same with other options. */
  public Checker with(Options newOptions) {
    return new Checker(model, newOptions, monitor, checkpoints, cluster);
  }

  /** The same with another number of threads that search; results do not depend on it. */
  public Checker workers(int workers) {
    return with(options.withWorkers(workers));
  }

  /** The same under another memory model. */
  public Checker memory(MemoryModel memory) {
    return with(options.with(memory));
  }

  /** The same with another listener. */
  public Checker with(ProgressListener newMonitor) {
    return new Checker(model, options, newMonitor, checkpoints, cluster);
  }

  /** The same, saved while it is {@link #run}; breadth first only. */
  public Checker with(CheckpointConfig newCheckpoints) {
    return new Checker(model, options, monitor, Optional.of(newCheckpoints), cluster);
  }

  /** The same, {@link #run} on a cluster; breadth first and under sc only. */
  public Checker with(ClusterConfig newCluster) {
    return new Checker(model, options, monitor, checkpoints, Optional.of(newCluster));
  }

  /**
   * Explores the model, on a thread of its own, and waits for the result.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if options and properties do not go together
   * @throws CheckpointException if the search cannot go on from a checkpoint
   * @throws CancellationException if the calling thread is interrupted, which stops the search
   */
  public Result run() {
    return search(options, (engine, listener) -> engine.explore(listener, checkpoints, cluster));
  }

  /**
   * Explores the whole model, also around violations, and lists how it can end.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if options do not go together
   * @throws CancellationException if the calling thread is interrupted, which stops the search
   */
  public Outcomes outcomes() {
    return outcomes(true);
  }

  /**
   * Explores the model and lists how it can end.
   *
   * @param isAround whether to go on around violations; if not, a violation ends the search, and
   *     what is listed is {@linkplain Outcomes#isExhaustive not all}
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if options do not go together
   * @throws CancellationException if the calling thread is interrupted, which stops the search
   */
  public Outcomes outcomes(boolean isAround) {
    return outcomes(isAround, false);
  }

  /**
   * As {@link #outcomes(boolean)}.
   *
   * @param isShown whether {@linkplain Outcomes#witnesses interleavings} are wanted
   */
  public Outcomes outcomes(boolean isAround, boolean isShown) {
    try (EngineThread thread = new EngineThread(model, options.withKeepGoing(isAround), true)) {
      return thread.ask((engine, listener) -> engine.outcomes(listener, isShown), monitor);
    }
  }

  /**
   * Explores the whole model, around violations, operation by operation, and lists all that is
   * wrong: blocks keep the first violation only. Breadth first, whatever the order says.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if options do not go together
   * @throws CancellationException if the calling thread is interrupted, which stops the search
   */
  public Violations violations() {
    return search(
        options
            .with(options.reductions().withBlocks(false).withSymmetry(false))
            .with(Options.Order.BFS)
            .withKeepGoing(true),
        Engine::violations);
  }

  /**
   * Explores the whole model, around violations, and collects what one vCPU, and what two, can tell
   * of the states that it visits: with reductions, of those at the ends of blocks.
   *
   * @param before what they can tell of other models, such as with fewer vCPUs
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the memory model is not sc, or options do not go together
   * @throws CancellationException if the calling thread is interrupted, which stops the search
   */
  public LocalViews views(LocalViews.Seen before) {
    return search(
        options.withKeepGoing(true), (engine, listener) -> engine.views(before, listener));
  }

  /**
   * Explores the whole model, around violations, operation by operation, and writes it for another
   * tool, which can so confirm the verdict. Allocations take the lowest free slot.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the memory model is not sc
   * @throws CancellationException if it is interrupted
   */
  public ExportedSearch export(ExportedSearch.Format format) {
    if (options.memory() != MemoryModel.SC) {
      throw new IllegalArgumentException(
          "only a search under sc can be exported: memory=" + options.memory().word());
    }
    return search(
        options
            .with(Reductions.none())
            .with(Slab.Reuse.LOWEST)
            .with(Options.Order.BFS)
            .with(Options.Store.EXACT)
            .withKeepGoing(true),
        (engine, listener) -> engine.export(format, listener));
  }

  /**
   * Runs each vCPU alone for a number of operations, and then each other one alone: after how many
   * does that one violate something?
   *
   * @throws ModelException if the model is wrong
   * @throws CancellationException if it is interrupted
   */
  public List<Window> windows() {
    return search(options, Engine::windows);
  }

  /**
   * Runs each vCPU alone, from the start to its end or until it has to wait.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the memory model is not sc
   */
  public List<SoloRun> soloRuns() {
    return search(options, (engine, listener) -> engine.soloRuns());
  }

  /**
   * Walks one interleaving, as far as it applies or to the first violation.
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
    return search(options, (engine, listener) -> engine.replay(schedule, operations));
  }

  /**
   * Explains an interleaving that violates a property: walks it, and runs its vCPUs again to see
   * what would have been otherwise.
   *
   * @param schedule the whole interleaving
   * @param violation what was found wrong
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the memory model is not sc: under others a step need not
   *     read what was written last
   */
  public Explanation explain(Schedule schedule, Replay.Violation violation) {
    try (Walkthrough walk = walk()) {
      return walk.explain(schedule, violation);
    }
  }

  /**
   * What is to be seen along a schedule, step by step, as far as it applies.
   *
   * @throws ModelException if the model is wrong
   */
  public Course course(Schedule schedule) {
    try (Walkthrough walk = walk()) {
      return walk.course(schedule);
    }
  }

  /**
   * Walks a counterexample, which may be of other code; see {@link #replay(Schedule, List)}.
   *
   * @throws ModelException if the model is wrong
   */
  public Replay replay(Counterexample found) {
    return replay(found.schedule(), found.steps().stream().map(Step::operation).toList());
  }

  /**
   * Opens the model for walking through it by hand, from position to position, without reductions.
   * Ends with {@link Walkthrough#close}.
   */
  public Walkthrough walk() {
    return new Walkthrough(new EngineThread(model, options.with(Reductions.none())), options);
  }

  private <R> R search(Options searchOptions, BiFunction<Engine, ProgressListener, R> question) {
    try (EngineThread thread = new EngineThread(model, searchOptions)) {
      return thread.ask(question, monitor);
    }
  }
}
