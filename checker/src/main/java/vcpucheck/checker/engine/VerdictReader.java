package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import vcpucheck.checker.Interleavings;
import vcpucheck.checker.Options;
import vcpucheck.checker.Result;
import vcpucheck.checker.Stats;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.automaton.Validator;
import vcpucheck.checker.engine.base.CancellationCheck;
import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.frontier.FifoFrontier;
import vcpucheck.checker.engine.graph.CycleFinder;
import vcpucheck.checker.engine.graph.LivelockFinder;
import vcpucheck.checker.engine.graph.PathCounter;
import vcpucheck.checker.engine.graph.StateGraph;
import vcpucheck.checker.engine.reduction.OperationExpander;
import vcpucheck.checker.engine.replay.FewestSwitchesPath;
import vcpucheck.checker.engine.replay.PathConcretizer;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.search.ErrorTrail;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Schedule;

/** Interprets a search: the verdict, its counterexample, and what was covered. */
final class VerdictReader {
  private final Options options;
  private final TransitionSystem system;
  private final Stopwatch clock;
  private final CancellationCheck cancellation;

  VerdictReader(
      Options options, TransitionSystem system, Stopwatch clock, CancellationCheck cancellation) {
    this.options = options;
    this.system = system;
    this.clock = clock;
    this.cancellation = cancellation;
  }

  /**
   * The result of a search.
   *
   * @throws vcpucheck.checker.model.ModelException if validation finds the model wrong
   */
  Result result(Exploration exploration) {
    Optional<ErrorTrail> finding = exploration.finding().or(() -> findInGraph(exploration));
    if (options.validate() && exploration.stopped().isEmpty()) {
      system.vcpus().distinct().forEach(automaton -> new Validator(automaton).validate());
    }
    Verdict verdict =
        finding
            .<Verdict>map(found -> new Verdict.Violated(counterexample(exploration, found)))
            .orElseGet(
                () -> isExhausted(exploration) ? exhausted(exploration) : incomplete(exploration));
    Interleavings interleavings =
        isComplete(exploration) ? count(exploration) : new Interleavings.Unknown();
    Stats stats =
        new Stats(
            exploration.states(),
            exploration.transitions(),
            exploration.depth(),
            exploration.ends(),
            system.vcpus().nodes(),
            interleavings);
    return new Result(verdict, stats, clock.elapsed());
  }

  private Interleavings count(Exploration exploration) {
    if (exploration.graph().isEmpty() || exploration.states() > options.countedStates()) {
      return new Interleavings.Unknown();
    }
    try {
      return new PathCounter(exploration.graph().get(), cancellation).count();
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
  private Optional<ErrorTrail> findInGraph(Exploration exploration) {
    if (!isExhausted(exploration)) {
      return Optional.empty();
    }
    try {
      return livelock(exploration).or(() -> endless(exploration));
    } catch (CancellationException e) {
      exploration.stop("it was interrupted");
    } catch (OutOfMemoryError e) {
      exploration.stop(Verdict.Incomplete.outOfMemory().reason());
    }
    return Optional.empty();
  }

  private Optional<ErrorTrail> livelock(Exploration exploration) {
    if (!system.properties().wantsProgress()) {
      return Optional.empty();
    }
    StateGraph graph = exploration.graph().orElseThrow();
    OptionalInt hopeless = new LivelockFinder(graph, cancellation).find();
    return hopeless.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ErrorTrail(
                Failure.LIVELOCK,
                ImmutableIntArray.copyOf(exploration.frontier().pathTo(hopeless.getAsInt())),
                Schedule.EMPTY,
                0));
  }

  private Optional<ErrorTrail> endless(Exploration exploration) {
    if (!system.properties().wantsLockFree()) {
      return Optional.empty();
    }
    return new CycleFinder(exploration.graph().orElseThrow(), cancellation, progress(exploration))
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

  private CycleFinder.Progress progress(Exploration exploration) {
    return system.vcpus().hasDaemons()
        ? new FinishedRounds(system, exploration)
        : (state, index) -> false;
  }

  /** The verdict if no interleaving is wrong, and all have been explored. */
  private Verdict exhausted(Exploration exploration) {
    double states = exploration.states();
    double missProbability =
        exploration.store().isExact() ? 0 : states * states / Math.pow(2, Long.SIZE + 1);
    return unmet(exploration)
        .findFirst()
        .<Verdict>map(name -> neverMet(name, exploration.states()))
        .orElseGet(() -> new Verdict.Verified(missProbability));
  }

  /** The conditions that should hold in some reachable state, and hold in none. */
  Stream<String> unmet(Exploration exploration) {
    return isExhausted(exploration) ? system.properties().unmet().stream() : Stream.empty();
  }

  private static Verdict neverMet(String property, long states) {
    return new Verdict.Violated(
        property, "it holds in no reachable state: states=" + states, Optional.empty());
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
        new PathConcretizer(system, exploration).along(finding.path(), finding.last());
    ScheduleWalk walk =
        walk(way.before().thenEarly(way.last()), finding.failure())
            .or(() -> walk(way.before().then(way.last()), finding.failure()))
            .orElseThrow(
                () -> new AssertionError("checker bug: a counterexample cannot be replayed"));
    Failure failure = walk.failure().orElse(finding.failure());
    return new Counterexample(
        failure.property(),
        failure.message(),
        system.vcpus().names(),
        walk.schedule(),
        walk.steps(),
        walk.preemptions(),
        hasFewestSwitches(exploration));
  }

  /** Whether no violation has fewer context switches; blocks say little about single operations. */
  private boolean hasFewestSwitches(Exploration exploration) {
    return options.order() == Options.Order.SWITCHES
        && exploration.isFindingCheapest()
        && exploration.expander() instanceof OperationExpander;
  }

  private ErrorTrail withFewestSwitches(Exploration exploration, ErrorTrail finding) {
    return exploration.frontier() instanceof FifoFrontier fifo
            && exploration.store().isExact()
            && exploration.expander() instanceof OperationExpander
            && !exploration.isSymmetric()
            && exploration.graph().isPresent()
            && !finding.failure().equals(Failure.ENDLESS)
        ? new FewestSwitchesPath(
                system.machine(), exploration.store(), exploration.graph().get(), fifo)
            .fewestSwitches(finding)
        : finding;
  }

  /** Walks a schedule up to the first violation, if it is possible and leads to one. */
  private Optional<ScheduleWalk> walk(Schedule schedule, Failure expected) {
    ScheduleWalk walk = new ScheduleWalk(system);
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
}
