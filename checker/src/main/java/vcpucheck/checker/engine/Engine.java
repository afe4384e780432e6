package vcpucheck.checker.engine;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.ExportedSearch;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Result;
import vcpucheck.checker.SoloRun;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.Violations;
import vcpucheck.checker.Window;
import vcpucheck.checker.cluster.ClusterConfig;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.CancellationCheck;
import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.causality.Explainer;
import vcpucheck.checker.engine.checkpoint.Checkpoint;
import vcpucheck.checker.engine.export.SearchExport;
import vcpucheck.checker.engine.projection.ProjectionReader;
import vcpucheck.checker.engine.reduction.SharingAnalysis;
import vcpucheck.checker.engine.reduction.SharingProfiler;
import vcpucheck.checker.engine.replay.Replayer;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.engine.walk.Walker;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.saturation.LocalViews;
import vcpucheck.checker.story.Explanation;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;
import vcpucheck.checker.walk.Course;
import vcpucheck.checker.walk.Nearest;
import vcpucheck.checker.walk.Position;
import vcpucheck.checker.walk.ProgressGraph;
import vcpucheck.checker.walk.RunGoal;

/** The questions that can be asked of one model. Used by one thread. */
public final class Engine {
  private final Model model;
  private final Options options;
  private final TransitionSystem system;
  private final Stopwatch clock;
  private final Walker walker;

  /**
   * Builds a model.
   *
   * @param showsOutputs whether outcomes are what will be asked for
   * @param abandonment told that code under test cannot be stopped; must not return
   * @throws ModelException if the model is wrong
   */
  public Engine(
      Model model, Options options, boolean showsOutputs, Consumer<ModelException> abandonment) {
    this.model = model;
    this.options = options;
    clock = new Stopwatch(System::nanoTime);
    system = TransitionSystem.of(model, options, showsOutputs, abandonment);
    walker = new Walker(system);
  }

  /**
   * Explores the model.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the options do not go together
   * @throws vcpucheck.checker.CheckpointException if the search cannot go on from a checkpoint
   */
  public Result explore(
      ProgressListener monitor,
      Optional<CheckpointConfig> checkpoints,
      Optional<ClusterConfig> cluster) {
    return search(monitor, checkpoints, cluster, reader(monitor)::result);
  }

  /**
   * Explores the model, around wrong states if the options say so, and lists how it can end.
   *
   * @param isShown whether an interleaving is wanted for each outcome
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the options do not allow it
   */
  public Outcomes outcomes(ProgressListener monitor, boolean isShown) {
    if (options.store() == Options.Store.FINGERPRINT || options.store() == Options.Store.DISK) {
      throw new IllegalArgumentException(
          "outcomes need states whole, and in memory: store=" + options.store());
    }
    return search(
        monitor,
        exploration -> new OutcomeReader(system).read(exploration, reader(monitor), isShown));
  }

  /**
   * Explores the whole model, around wrong states, one operation after the other, and lists all
   * that is wrong.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the options do not allow it
   */
  public Violations violations(ProgressListener monitor) {
    if (options.reductions().blocks() || options.reductions().symmetry()) {
      throw new IllegalArgumentException(
          "all violations are found by operations, of vCPUs that are told apart: reductions="
              + options.reductions());
    }
    return search(
        monitor,
        exploration ->
            new ViolationReader(
                    system,
                    new CounterexampleBuilder(options, system, exploration),
                    reader(monitor))
                .read(exploration));
  }

  /**
   * Explores the whole model, around wrong states, and collects what vCPUs can tell of it.
   *
   * @param before what they can tell of others
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the options do not allow it
   */
  public LocalViews views(LocalViews.Seen before, ProgressListener monitor) {
    if (options.store() == Options.Store.FINGERPRINT || options.store() == Options.Store.DISK) {
      throw new IllegalArgumentException(
          "local views need states whole, and in memory: store=" + options.store());
    }
    requireSequential();
    return search(
        monitor,
        exploration -> {
          ProjectionReader projections =
              new ProjectionReader(system, before, new CancellationCheck(monitor));
          try {
            projections.read(exploration);
          } catch (CancellationException e) {
            exploration.stop("it was interrupted");
          } catch (OutOfMemoryError e) {
            exploration.stop(Verdict.Incomplete.outOfMemory().reason());
          }
          return views(exploration, projections, reader(monitor));
        });
  }

  private static LocalViews views(
      Exploration exploration, ProjectionReader projections, VerdictReader verdicts) {
    Set<String> violated = new LinkedHashSet<>(exploration.violated());
    Result result = verdicts.result(exploration);
    if (result.verdict() instanceof Verdict.Violated one) {
      violated.add(one.property());
    }
    return new LocalViews(
        projections.seen(),
        projections.added(),
        violated,
        verdicts.isComplete(exploration),
        result);
  }

  /**
   * Explores the whole model, around wrong states, one operation after the other, and writes it for
   * another tool.
   *
   * @throws ModelException if the model is wrong
   */
  public ExportedSearch export(ExportedSearch.Format format, ProgressListener monitor) {
    return search(
        monitor,
        exploration -> {
          VerdictReader verdicts = reader(monitor);
          Result result = verdicts.result(exploration);
          return new SearchExport(system)
              .write(format, exploration, result, verdicts.isComplete(exploration));
        });
  }

  /**
   * After how many operations of one vCPU another one, run alone from there, goes wrong.
   *
   * @throws IllegalArgumentException if the memory model lets others run, too
   */
  public List<Window> windows(ProgressListener monitor) {
    requireSequential();
    return new SoloRuns(system, new CancellationCheck(monitor)).find();
  }

  /**
   * What each vCPU does alone.
   *
   * @throws IllegalArgumentException if the memory model lets others run, too
   */
  public List<SoloRun> soloRuns() {
    requireSequential();
    return new SoloRecorder(system).record();
  }

  private void requireSequential() {
    if (options.memory() != MemoryModel.SC) {
      throw new IllegalArgumentException(
          "what vCPUs do alone, or see alone, is asked where memory is sequentially consistent only: memory="
              + options.memory());
    }
  }

  private <R> R search(ProgressListener monitor, SearchReader<R> reader) {
    return search(monitor, Optional.empty(), Optional.empty(), reader);
  }

  private <R> R search(
      ProgressListener monitor,
      Optional<CheckpointConfig> checkpoints,
      Optional<ClusterConfig> cluster,
      SearchReader<R> reader) {
    Checkpoint checkpoint = new Checkpoint(checkpoints, options, system, clock);
    @Nullable SecondBuild second =
        options.validate() ? new SecondBuild(system, checkpoint.record()) : null;
    RefinementLoop loop = new RefinementLoop(options, system, monitor, checkpoint, clock, cluster);
    return loop.run(second == null ? reader : checked(second, reader));
  }

  /**
   * Reads the answer from a search that has come to its end, and then builds the model again. A
   * violation needs no such check: its counterexample is evidence of its own.
   */
  private <R> SearchReader<R> checked(SecondBuild second, SearchReader<R> reader) {
    return new SearchReader<>() {
      @Override
      public void ended(Exploration search) {
        if (isChecked(search)) {
          second.endSearch();
        }
      }

      @Override
      public R read(Exploration search) {
        R answer = reader.read(search);
        if (isChecked(search)) {
          second.requireSame(model, options);
        }
        return answer;
      }
    };
  }

  private static boolean isChecked(Exploration exploration) {
    return exploration.stopped().isEmpty() && exploration.finding().isEmpty();
  }

  private VerdictReader reader(ProgressListener monitor) {
    return new VerdictReader(options, system, clock, new CancellationCheck(monitor));
  }

  /**
   * Walks a schedule from the start, as far as it applies or to the first violation.
   *
   * @param operations what each choice did when the schedule was recorded, as in {@link
   *     vcpucheck.checker.trace.Step#operation}; a vCPU that wants to do something else ends the
   *     walk
   * @throws ModelException if the model is wrong
   */
  public Replay replay(Schedule schedule, List<String> operations) {
    return settled(
        () -> new Replayer(system, options.limits().bytes()).replay(schedule, operations));
  }

  /** An answer of a machine that what the programs did meanwhile has not contradicted. */
  private <A> A settled(Supplier<A> question) {
    if (system.machine().findsRaces()) {
      SharingAnalysis sharing =
          new SharingAnalysis(system.variables(), system.vcpus(), IntUnaryOperator.identity());
      new SharingProfiler(system, sharing, false).explore();
    }
    while (true) {
      if (system.machine().isContradicted()) {
        system.machine().restart();
      }
      A answer = question.get();
      if (!system.machine().isContradicted()) {
        return answer;
      }
    }
  }

  /**
   * Why a schedule violates a property.
   *
   * @param violation what was found wrong
   */
  public Explanation explain(Schedule schedule, Replay.Violation violation) {
    walker.forget(); /* walks beside the schedule may move states into another layout */
    return settled(
        () ->
            Explainer.explain(
                system, schedule, new Failure(violation.property(), violation.message())));
  }

  /**
   * What is to be seen at the end of a schedule, or where it stops to apply.
   *
   * @throws ModelException if the model is wrong
   */
  public Position position(Schedule schedule) {
    return walker.position(schedule);
  }

  /**
   * What is to be seen along a schedule, as far as it applies.
   *
   * @throws ModelException if the model is wrong
   */
  public Course course(Schedule schedule) {
    return walker.course(schedule);
  }

  /** Where a vCPU comes to that runs alone from the end of a schedule. */
  public Schedule run(Schedule from, int vcpu, RunGoal goal) {
    return walker.run(from, vcpu, goal);
  }

  /**
   * How far two vCPUs are, and what comes of letting one run on and then the other.
   *
   * @throws java.util.concurrent.CancellationException if the listener wants the end
   */
  public ProgressGraph progress(Schedule from, int x, int y, ProgressListener monitor) {
    return walker.progress(from, x, y, monitor);
  }

  /**
   * Searches for the violation that is nearest to the end of a schedule.
   *
   * @param states the most states to visit
   * @throws java.util.concurrent.CancellationException if the listener wants the end
   */
  public Nearest nearest(Schedule from, int states, ProgressListener monitor) {
    return walker.nearest(from, states, monitor);
  }

  /** For how long the code under test has been running without a pause. Any thread may ask. */
  public Duration codeRunsFor() {
    return system.memory().codeRunsFor();
  }
}
