package vcpucheck.checker.engine;

import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.SimulatedMemory;
import vcpucheck.checker.engine.automaton.Validator;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.base.CancellationCheck;
import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.checkpoint.Checkpoint;
import vcpucheck.checker.engine.frontier.FifoFrontier;
import vcpucheck.checker.engine.graph.CycleFinder;
import vcpucheck.checker.engine.graph.LivelockFinder;
import vcpucheck.checker.engine.graph.PathCounter;
import vcpucheck.checker.engine.graph.StateGraph;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.reduction.OperationExpander;
import vcpucheck.checker.engine.replay.FewestSwitchesPath;
import vcpucheck.checker.engine.replay.PathConcretizer;
import vcpucheck.checker.engine.replay.Replayer;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.search.ErrorTrail;
import vcpucheck.checker.engine.search.Exploration;

import com.google.common.primitives.ImmutableIntArray;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import vcpucheck.checker.CheckpointConfig;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Result;
import vcpucheck.checker.Stats;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.ScMachine;
import vcpucheck.checker.machine.Variable;
import vcpucheck.checker.machine.Variables;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.model.ModelException;
import vcpucheck.checker.model.Program;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Replay;
import vcpucheck.checker.trace.Schedule;

/** One model, compiled as far as it was explored. Used by one thread. */
public final class Engine {
  private final Options options;
  private final SimulatedMemory memory;
  private final Program program;
  private final Vcpus vcpus;
  private final Machine machine;
  private final PropertyChecker judge;
  private final Stopwatch clock;

  /**
   * Builds a model.
   *
   * @param abandonment told that code under test cannot be stopped; must not return
   * @throws ModelException if the model is wrong
   */
  public Engine(Model model, Options options, Consumer<ModelException> abandonment) {
    this.options = options;
    clock = new Stopwatch(System::nanoTime);
    memory = new SimulatedMemory(abandonment);
    program = model.build(memory);
    memory.seal();
    memory.variables().setStart(memory.variables().budget(), program.allocationFailures());
    vcpus = new Vcpus(memory, program, options.build() == Options.Build.DEBUG);
    machine = new ScMachine(memory.variables(), vcpus.codes(), vcpus.startNodes());
    judge = new PropertyChecker(memory, machine, vcpus, program);
  }

  /**
   * Explores the model.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the options do not go together
   * @throws vcpucheck.checker.CheckpointException if the search cannot go on from a checkpoint
   */
  public Result explore(ProgressListener monitor, Optional<CheckpointConfig> checkpoints) {
    return result(search(monitor, checkpoints), new CancellationCheck(monitor));
  }

  /**
   * Explores the whole model, around wrong states, and lists how it can end.
   *
   * @throws ModelException if the model is wrong
   * @throws IllegalArgumentException if the options do not allow it
   */
  public Outcomes outcomes(ProgressListener monitor) {
    if (options.store() == Options.Store.FINGERPRINT || !options.keepGoing()) {
      throw new IllegalArgumentException(
          "outcomes need an exact store and a search that keeps going: options=" + options);
    }
    Exploration exploration = search(monitor, Optional.empty());
    Set<Map<String, String>> ends = new LinkedHashSet<>();
    for (int state = 0; state < exploration.states(); state++) {
      long[] words = new long[machine.layout().words()];
      exploration.store().take(state, words);
      if (machine.hasEnded(words, 0) && !exploration.isWrong(state)) {
        ends.add(values(words));
      }
    }
    return new Outcomes(ends, exploration.violated(), result(exploration, new CancellationCheck(monitor)));
  }

  private Map<String, String> values(long[] state) {
    Variables variables = memory.variables();
    Map<String, String> values = new TreeMap<>();
    for (int variable = Variables.NONE + 1; variable < variables.size(); variable++) {
      if (variables.variable(variable).type() != Variable.Type.BUDGET) {
        values.put(
            variables.variable(variable).name(),
            variables.text(variable, machine.value(state, 0, variable)));
      }
    }
    return values;
  }

  private Exploration search(ProgressListener monitor, Optional<CheckpointConfig> checkpoints) {
    Checkpoint checkpoint =
        new Checkpoint(checkpoints, options, machine, judge, this::describe, clock);
    return new RefinementLoop(
            options, memory.variables(), vcpus, machine, judge, monitor, checkpoint, clock)
        .run();
  }

  /** Writes all that is known of the model. */
  private void describe(DataOutput out) throws IOException {
    memory.variables().describe(out);
    vcpus.describe(out);
    judge.describe(out);
  }

  private Result result(Exploration exploration, CancellationCheck patience) {
    Optional<ErrorTrail> finding = exploration.finding().or(() -> findInGraph(exploration, patience));
    if (options.validate() && exploration.stopped().isEmpty()) {
      vcpus.distinct().forEach(automaton -> new Validator(automaton).validate());
    }
    Verdict verdict =
        finding
            .<Verdict>map(found -> new Verdict.Violated(counterexample(exploration, found)))
            .orElseGet(
                () -> isExhausted(exploration) ? verified(exploration) : incomplete(exploration));
    Interleavings interleavings =
        isComplete(exploration) ? count(exploration, patience) : new Interleavings.Unknown();
    Stats stats =
        new Stats(
            exploration.states(),
            exploration.transitions(),
            exploration.depth(),
            exploration.ends(),
            vcpus.nodes(),
            interleavings);
    return new Result(verdict, stats, clock.elapsed());
  }

  private Interleavings count(Exploration exploration, CancellationCheck patience) {
    if (exploration.graph().isEmpty() || exploration.states() > options.countedStates()) {
      return new Interleavings.Unknown();
    }
    try {
      return new PathCounter(exploration.graph().get(), patience).count();
    } catch (OutOfMemoryError | ArithmeticException | CancellationException e) {
      return new Interleavings.Unknown();
    }
  }

  /** Whether every state was expanded, but for wrong ones. */
  private boolean isComplete(Exploration exploration) {
    return isExhausted(exploration) && (exploration.finding().isEmpty() || options.keepGoing());
  }

  private static boolean isExhausted(Exploration exploration) {
    return exploration.stopped().isEmpty() && exploration.frontier().isExhaustive();
  }

  /** What is wrong with a whole graph, though with no state of it. */
  private Optional<ErrorTrail> findInGraph(Exploration exploration, CancellationCheck patience) {
    if (!isExhausted(exploration)) {
      return Optional.empty();
    }
    try {
      return livelock(exploration, patience).or(() -> endless(exploration, patience));
    } catch (CancellationException e) {
      exploration.stop("it was interrupted");
    } catch (OutOfMemoryError e) {
      exploration.stop(Verdict.Incomplete.outOfMemory().reason());
    }
    return Optional.empty();
  }

  private Optional<ErrorTrail> livelock(Exploration exploration, CancellationCheck patience) {
    if (!judge.wantsProgress()) {
      return Optional.empty();
    }
    StateGraph graph = exploration.graph().orElseThrow();
    OptionalInt hopeless = new LivelockFinder(graph, patience).find();
    return hopeless.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ErrorTrail(
                Failure.LIVELOCK,
                ImmutableIntArray.copyOf(exploration.frontier().pathTo(hopeless.getAsInt())),
                Schedule.EMPTY,
                0));
  }

  private Optional<ErrorTrail> endless(Exploration exploration, CancellationCheck patience) {
    if (!judge.wantsLockFree()) {
      return Optional.empty();
    }
    return new CycleFinder(exploration.graph().orElseThrow(), patience)
        .find()
        .map(
            cycle -> {
              ImmutableIntArray.Builder path = ImmutableIntArray.builder();
              for (int state : exploration.frontier().pathTo(cycle.get(0))) {
                path.add(state);
              }
              path.addAll(cycle.subArray(1, cycle.length()));
              return new ErrorTrail(Failure.ENDLESS, path.build(), Schedule.EMPTY, 0);
            });
  }

  private static Verdict verified(Exploration exploration) {
    double states = exploration.states();
    return new Verdict.Verified(
        exploration.store().isExact() ? 0 : states * states / Math.pow(2, Long.SIZE + 1));
  }

  private static Verdict incomplete(Exploration exploration) {
    return new Verdict.Incomplete(
        exploration
            .stopped()
            .orElse("random walks do not cover every interleaving, however many there are"));
  }

  private Counterexample counterexample(Exploration exploration, ErrorTrail found) {
    ErrorTrail finding = withFewestSwitches(exploration, found);
    PathConcretizer.Way way =
        new PathConcretizer(machine, vcpus, exploration).along(finding.path(), finding.last());
    ScheduleWalk walk =
        walk(way.before().thenEarly(way.last()), finding.failure())
            .or(() -> walk(way.before().then(way.last()), finding.failure()))
            .orElseThrow(
                () -> new AssertionError("checker bug: a counterexample cannot be replayed"));
    Failure failure = walk.failure().orElse(finding.failure());
    return new Counterexample(
        failure.property(),
        failure.message(),
        vcpus.names(),
        walk.schedule(),
        walk.steps(),
        walk.preemptions(),
        options.order() == Options.Order.PREEMPTIONS && exploration.isFindingCheapest());
  }

  private ErrorTrail withFewestSwitches(Exploration exploration, ErrorTrail finding) {
    return exploration.frontier() instanceof FifoFrontier fifo
            && exploration.store().isExact()
            && exploration.expander() instanceof OperationExpander
            && !exploration.isSymmetric()
            && exploration.graph().isPresent()
            && !finding.failure().equals(Failure.ENDLESS)
        ? new FewestSwitchesPath(machine, exploration.store(), exploration.graph().get(), fifo)
            .fewestSwitches(finding)
        : finding;
  }

  /** Walks a schedule up to the first violation, if it is possible and leads to one. */
  private Optional<ScheduleWalk> walk(Schedule schedule, Failure expected) {
    ScheduleWalk walk = new ScheduleWalk(memory, machine, vcpus, judge);
    for (Schedule.Choice choice : schedule.choices()) {
      if (walk.failure().isPresent()) {
        break;
      }
      if (!walk.take(choice)) {
        return Optional.empty();
      }
    }
    return walk.failure().isPresent() || expected.isOfGraph()
        ? Optional.of(walk)
        : Optional.empty();
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
    ScheduleWalk walk = new ScheduleWalk(memory, machine, vcpus, judge);
    return new Replayer(walk, machine, vcpus, judge, options.limits().bytes())
        .replay(schedule, operations);
  }

  /** The names of the vCPUs, by index. */
  public List<String> vcpus() {
    return vcpus.names();
  }

  /** For how long the code under test has been running without a pause. Any thread may ask. */
  public Duration codeRunsFor() {
    return memory.codeRunsFor();
  }
}
