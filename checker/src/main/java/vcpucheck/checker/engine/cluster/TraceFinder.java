package vcpucheck.checker.engine.cluster;

import com.google.common.primitives.ImmutableIntArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.cluster.runs.RunFile;
import vcpucheck.checker.engine.cluster.runs.Shape;
import vcpucheck.checker.engine.cluster.runs.StateKey;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.search.ErrorTrail;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/**
 * Finds the way to a violation in the files of the levels, from back to front: which states of a
 * level lead to one of the next from which the violation is reached? Then the way goes forward and
 * takes the first transition that leads to such a state.
 *
 * <p>That is the way that a search finds which numbers states: a state has a lower number than
 * another of its level if, and only if, its parent has, or theirs is the same and its transition
 * comes first. So of the states from which the violation is reached the one with the lowest number
 * is at the end of the way that always takes the first transition to one of them.
 */
final class TraceFinder {
  private final LevelRunner runner;
  private final PathStore store;
  private final List<List<RunFile>> levels;
  private final Snapshot snapshot;
  private final Shape shape;
  private final PropertyChecker properties;

  /** For each level, the sorted hashes of the states from which the violation is reached. */
  private final List<long[]> near = new ArrayList<>();

  TraceFinder(LevelRunner runner, PathStore store, List<List<RunFile>> levels) throws IOException {
    this.runner = runner;
    this.store = store;
    this.levels = levels;
    snapshot = runner.snapshot();
    shape = runner.shape();
    properties = runner.world().system().properties();
  }

  /**
   * Finds the way to a violation.
   *
   * @param last the level behind which it lies
   * @param cost the violation's
   */
  ErrorTrail find(int last, long cost) throws IOException {
    long[] next = {};
    for (int level = last; level >= 0; level--) {
      next = near(level, cost, next);
      near.add(0, next);
    }
    long[] start = new long[shape.words()];
    store.take(0, start);
    List<long[]> way = new ArrayList<>(List.of(start));
    ErrorTrail found = goOn(way, last, cost);
    if (found == null) {
      throw new AssertionError("checker bug: no way leads to a violation: level=" + last);
    }
    return found;
  }

  private long[] near(int level, long cost, long[] next) throws IOException {
    TraceJob job = new TraceJob(snapshot, shape, level, cost, next);
    byte[] bytes = runner.trace(job, levels.get(level));
    long[] hashes = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(hashes);
    Arrays.sort(hashes);
    return hashes;
  }

  /** Goes on from the last state of a way; null if two hashes were mistaken for one another. */
  private @Nullable ErrorTrail goOn(List<long[]> way, int last, long cost) {
    int level = way.size() - 1;
    LevelExpander expander = new LevelExpander(runner.world(), level);
    long[] state = way.get(level);
    require(expander.expand(state));
    if (level == last) {
      return expander.hasViolation(state, cost) ? violation(way, expander, cost) : null;
    }
    for (long[] target : targets(expander, near.get(level + 1))) {
      way.add(target);
      ErrorTrail found = goOn(way, last, cost);
      if (found != null) {
        return found;
      }
      way.remove(level + 1);
    }
    return null;
  }

  private static void require(boolean isKnown) {
    if (!isKnown) {
      throw new AssertionError("checker bug: a state is not known that was expanded before");
    }
  }

  /** The states with some hashes that the state expanded last leads to, in order. */
  private static List<long[]> targets(LevelExpander expander, long[] hashes) {
    List<long[]> targets = new ArrayList<>();
    Transitions transitions = expander.transitions();
    for (int i = 0; i < transitions.count(); i++) {
      if (!transitions.isFaulty(i)
          && Arrays.binarySearch(hashes, StateKey.of(expander.key(i), 0)) >= 0) {
        targets.add(target(transitions, i));
      }
    }
    return targets;
  }

  private static long[] target(Transitions transitions, int index) {
    int offset = transitions.offset(index);
    return Arrays.copyOfRange(transitions.states(), offset, transitions.offset(index + 1));
  }

  private ErrorTrail violation(List<long[]> way, LevelExpander expander, long cost) {
    boolean isBehind = cost == way.size() - 1;
    return isBehind ? behind(way, expander, cost) : along(way, expander, cost);
  }

  /** A violation that lies behind the last state of a way, before the next states. */
  private ErrorTrail behind(List<long[]> way, LevelExpander expander, long cost) {
    Expander at = expander.expander();
    Optional<Expander.Race> race =
        at.race().filter(found -> properties.wantsNoRaces() && found.plain());
    if (race.isPresent()) {
      return trail(way, Failure.RACE, race.get().before(), cost);
    }
    Optional<Schedule> deadlock = at.deadlock();
    if (deadlock.isPresent()) {
      return trail(way, Failure.LOCK_CYCLE, deadlock.get(), cost);
    }
    Failure failure = properties.deadEnd(way.get(way.size() - 1));
    if (failure == null) {
      throw new AssertionError("checker bug: nothing is wrong behind a state");
    }
    return trail(way, failure, at.pending(), cost);
  }

  /** A violation that a transition from the last state of a way runs into. */
  private ErrorTrail along(List<long[]> way, LevelExpander expander, long cost) {
    Transitions transitions = expander.transitions();
    long[] state = way.get(way.size() - 1);
    for (int i = 0; i < transitions.count(); i++) {
      if (transitions.isFaulty(i)) {
        Failure failure = properties.fault(transitions, i, state);
        return trail(way, failure, expander.expander().operations(state, i), cost);
      }
    }
    for (int i = 0; i < transitions.count(); i++) {
      if (StateKey.is(expander.key(i), StateKey.VIOLATION)) {
        Failure failure = properties.target(transitions, i, false);
        if (failure != null) {
          way.add(target(transitions, i));
          return trail(way, failure, Schedule.EMPTY, cost);
        }
      }
    }
    throw new AssertionError("checker bug: nothing is wrong with what a state leads to");
  }

  private ErrorTrail trail(List<long[]> way, Failure failure, Schedule last, long cost) {
    ImmutableIntArray.Builder path = ImmutableIntArray.builder().add(0);
    way.subList(1, way.size()).forEach(state -> path.add(store.add(state)));
    return new ErrorTrail(failure, path.build(), last, cost);
  }
}
