package vcpucheck.checker.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vcpucheck.checker.Options;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.frontier.FifoFrontier;
import vcpucheck.checker.engine.reduction.OperationExpander;
import vcpucheck.checker.engine.replay.FewestSwitchesPath;
import vcpucheck.checker.engine.replay.LivenessTrail;
import vcpucheck.checker.engine.replay.PathConcretizer;
import vcpucheck.checker.engine.replay.ScheduleWalk;
import vcpucheck.checker.engine.search.ErrorTrail;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.state.Asymmetry;
import vcpucheck.checker.trace.Counterexample;
import vcpucheck.checker.trace.Lasso;
import vcpucheck.checker.trace.Schedule;

/** Turns what a search has found into an interleaving that shows it, by running it. */
final class CounterexampleBuilder {
  private final Options options;
  private final TransitionSystem system;
  private final Exploration exploration;

  CounterexampleBuilder(Options options, TransitionSystem system, Exploration exploration) {
    this.options = options;
    this.system = system;
    this.exploration = exploration;
  }

  /** The counterexample of a violation of a state or transition. */
  Counterexample of(ErrorTrail found) {
    return asFound(withFewestSwitches(found));
  }

  /** The same along the way on which the search has found it. */
  Counterexample asFound(ErrorTrail finding) {
    return exploration.beside(() -> walked(finding));
  }

  private Counterexample walked(ErrorTrail finding) {
    PathConcretizer.Way way = concretizer().along(finding.path(), finding.last());
    ScheduleWalk walk =
        walk(way.before().thenEarly(way.last()))
            .or(() -> walk(way.before().then(way.last())))
            .orElseThrow(this::notReplayed);
    return counterexample(walk, walk.failure().orElseThrow(), Optional.empty());
  }

  /**
   * The counterexample of a violation of the graph. It ends where it first repeats itself: a block
   * may go round more than once.
   */
  Counterexample of(LivenessTrail trail) {
    return exploration.beside(() -> walked(trail));
  }

  private Counterexample walked(LivenessTrail trail) {
    PathConcretizer.EndlessWay way = concretizer().along(trail);
    List<Schedule.Choice> choices = way.schedule().choices();
    ScheduleWalk walk = new ScheduleWalk(system);
    take(walk, choices.subList(0, way.doomed()));
    Failure failure =
        way.waiter() == LivenessTrail.NOBODY ? trail.failure() : walk.stuck(way.waiter());
    OptionalInt loop = OptionalInt.empty();
    for (int step = way.doomed(); step < choices.size() && loop.isEmpty(); step++) {
      take(walk, choices.subList(step, step + 1));
      loop = walk.loop(way.doomed());
    }
    if (loop.isEmpty() && way.loop() < choices.size()) {
      throw notReplayed();
    }
    return counterexample(
        walk,
        failure,
        loop.isEmpty()
            ? Optional.empty()
            : Optional.of(new Lasso(walk.counted(way.doomed()), walk.counted(loop.getAsInt()))));
  }

  private void take(ScheduleWalk walk, List<Schedule.Choice> choices) {
    for (Schedule.Choice choice : choices) {
      if (!walk.take(choice) || walk.failure().isPresent()) {
        throw notReplayed();
      }
    }
  }

  private PathConcretizer concretizer() {
    return new PathConcretizer(system, exploration);
  }

  /** Either slots are told apart that the search has exchanged, or there is a bug. */
  private AssertionError notReplayed() {
    if (exploration.symmetries().slots()) {
      throw new Asymmetry(
          system.codec().heap().orElseThrow().movable(),
          "a counterexample of the search that exchanged slots is none of the program");
    }
    return new AssertionError("checker bug: a counterexample cannot be replayed");
  }

  private Counterexample counterexample(ScheduleWalk walk, Failure failure, Optional<Lasso> lasso) {
    return new Counterexample(
        failure.property(),
        failure.message(),
        system.vcpus().names(),
        walk.schedule(),
        walk.steps(),
        walk.preemptions(),
        isFewestSwitches(),
        lasso);
  }

  /* A block leads past states in which another vCPU could have shown something for less. */
  private boolean isFewestSwitches() {
    return options.order() == Options.Order.SWITCHES
        && exploration.isFindingCheapest()
        && exploration.expander() instanceof OperationExpander;
  }

  /**
   * The same along a path of as many steps that has the fewest context switches, if that is known.
   */
  ErrorTrail withFewestSwitches(ErrorTrail finding) {
    return exploration.frontier() instanceof FifoFrontier fifo
            && exploration.store().isExact()
            && exploration.expander() instanceof OperationExpander
            && !exploration.symmetries().vcpus()
            && exploration.graph().isPresent()
        ? new FewestSwitchesPath(
                system.machine(),
                exploration.expander(),
                exploration.store(),
                exploration.graph().get(),
                fifo)
            .fewestSwitches(finding)
        : finding;
  }

  /** Walks a schedule up to the first violation, if it is possible and leads to one. */
  private Optional<ScheduleWalk> walk(Schedule schedule) {
    ScheduleWalk walk = new ScheduleWalk(system);
    for (Schedule.Choice choice : schedule.choices()) {
      if (walk.failure().isPresent()) {
        break;
      }
      if (!walk.take(choice)) {
        return Optional.empty();
      }
    }
    return walk.failure().isPresent() ? Optional.of(walk) : Optional.empty();
  }
}
