package vcpucheck.checker.engine;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import java.util.OptionalInt;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.CancellationCheck;
import vcpucheck.checker.engine.graph.CycleFinder;
import vcpucheck.checker.engine.graph.Digraph;
import vcpucheck.checker.engine.graph.LassoFinder;
import vcpucheck.checker.engine.graph.LivelockFinder;
import vcpucheck.checker.engine.graph.StateGraph;
import vcpucheck.checker.engine.graph.StuckFinder;
import vcpucheck.checker.engine.graph.WaitingStates;
import vcpucheck.checker.engine.replay.LivenessTrail;
import vcpucheck.checker.engine.search.ErrorTrail;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.trace.Schedule;

/** Finds what is wrong with a completely explored graph, though with no state of it. */
final class LivenessReader {
  private final TransitionSystem system;
  private final Exploration exploration;
  private final CounterexampleBuilder counterexamples;
  private final CancellationCheck cancellation;

  /** Whether a cycle shows that vCPUs can go round for ever: not if memory must do its part. */
  private final boolean decidesCycles;

  LivenessReader(
      TransitionSystem system,
      Exploration exploration,
      CounterexampleBuilder counterexamples,
      CancellationCheck cancellation,
      boolean decidesCycles) {
    this.decidesCycles = decidesCycles;
    this.system = system;
    this.counterexamples = counterexamples;
    this.exploration = exploration;
    this.cancellation = cancellation;
  }

  /**
   * The first violation.
   *
   * @throws java.util.concurrent.CancellationException if patience ends
   */
  Optional<LivenessTrail> find() {
    return livelock().or(this::endless).or(this::stuck);
  }

  private Optional<LivenessTrail> livelock() {
    if (!system.properties().wantsProgress()) {
      return Optional.empty();
    }
    StateGraph graph = exploration.graph().orElseThrow();
    OptionalInt hopeless = new LivelockFinder(graph, this::isSettled, cancellation).find();
    return hopeless.isEmpty()
        ? Optional.empty()
        : Optional.of(goOn(graph, Failure.LIVELOCK, hopeless.getAsInt(), LivenessTrail.NOBODY));
  }

  private boolean isSettled(int state) {
    long[] words = new long[system.codec().layout().words()];
    exploration.store().take(state, words);
    return system.machine().isSettled(words, 0);
  }

  private Optional<LivenessTrail> endless() {
    if (!system.properties().wantsLockFree() || !decidesCycles) {
      return Optional.empty();
    }
    return new CycleFinder(exploration.graph().orElseThrow(), cancellation, progress())
        .find()
        .map(
            cycle -> {
              int[] stem = exploration.frontier().pathTo(cycle.get(0));
              return new LivenessTrail(
                  Failure.ENDLESS,
                  joined(stem, cycle),
                  stem.length - 1,
                  stem.length - 1,
                  LivenessTrail.NOBODY);
            });
  }

  private CycleFinder.Progress progress() {
    return system.vcpus().hasDaemons()
        ? new FinishedRounds(system, exploration)
        : (state, index) -> false;
  }

  private Optional<LivenessTrail> stuck() {
    Optional<WaitingStates> waiting = exploration.waiting();
    StuckFinder.Twins twins =
        exploration.symmetries().vcpus() ? twins() : (from, place, to) -> 1L << place;
    return waiting
        .flatMap(states -> new StuckFinder(states, twins, cancellation).find())
        .map(
            stuck -> goOn(waiting.orElseThrow(), Failure.STUCK_VCPU, stuck.state(), stuck.place()));
  }

  private StuckFinder.Twins twins() {
    return exploration.symmetries().slots()
        ? new SymmetricPlaces(system, exploration)
        : new TwinPlaces(system, exploration.store());
  }

  /**
   * Goes on from a doomed state into a cycle: a state that nothing leaves would be a deadlock, and
   * found before.
   */
  private LivenessTrail goOn(Digraph graph, Failure failure, int state, int waiter) {
    ErrorTrail way =
        new ErrorTrail(
            failure,
            ImmutableIntArray.copyOf(exploration.frontier().pathTo(state)),
            Schedule.EMPTY,
            0);
    int[] stem = counterexamples.withFewestSwitches(way).path().toArray();
    int doomed = stem.length - 1;
    try {
      LassoFinder.Lasso lasso = new LassoFinder(graph, cancellation).from(state);
      return new LivenessTrail(
          failure, joined(stem, lasso.path()), doomed, doomed + lasso.loop(), waiter);
    } catch (OutOfMemoryError e) {
      return new LivenessTrail(failure, ImmutableIntArray.copyOf(stem), doomed, doomed, waiter);
    }
  }

  /** A way, and another from where it ends. */
  private static ImmutableIntArray joined(int[] stem, ImmutableIntArray more) {
    return ImmutableIntArray.builder().addAll(stem).addAll(more.subArray(1, more.length())).build();
  }
}
