package vcpucheck.checker.engine.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.ProgressListener;
import vcpucheck.checker.engine.automaton.Failure;
import vcpucheck.checker.engine.base.PagedInts;
import vcpucheck.checker.engine.base.StateSpaceEstimator;
import vcpucheck.checker.engine.base.Stopwatch;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.store.ExactStore;
import vcpucheck.checker.engine.store.StateArena;
import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/**
 * Searches from one state, breadth first and operation by operation, for a state that is wrong, a
 * step that is at fault, or a deadlock. What only a whole graph shows, as a livelock, it does not
 * find.
 */
final class NearestViolation {
  private static final WorkerPool ALONE = new WorkerPool(1);

  /** States from one report of progress to the next. */
  private static final int REPORT = 1 << 12;

  private final MemoryMachine machine;
  private final PropertyChecker properties;
  private final StateStore store;
  private final StateIndex index;
  private final Transitions transitions = new Transitions();
  private final PagedInts parents = new PagedInts();
  private final PagedInts vcpus = new PagedInts();
  private final PagedInts alternatives = new PagedInts();
  private final int most;
  private final ProgressListener listener;
  private final Stopwatch clock = new Stopwatch(System::nanoTime);
  private boolean isExhausted;
  private long taken;

  /** How many states are before each level. */
  private final PagedInts levels = new PagedInts();

  /**
   * Makes a search.
   *
   * @param most how many states it visits at most
   */
  NearestViolation(TransitionSystem system, int most, ProgressListener listener) {
    machine = system.machine();
    properties = system.properties();
    this.most = most;
    this.listener = listener;
    store = new ExactStore(machine.codec(), new StateArena(machine.codec()));
    index = new StateIndex(store, 1);
  }

  /** A step that goes wrong, or a state that is wrong. */
  private record Wrong(int state, Optional<Schedule.Choice> step) {}

  /**
   * The shortest way from a state to something wrong.
   *
   * @param state in the current layout, and nothing is wrong with it
   * @return the steps; empty if nothing was found
   * @throws CancellationException if the listener wants the end
   */
  Optional<Schedule> from(long[] state) {
    enter(state, 0, 0, new Schedule.Choice(0, 0));
    Wrong found = null;
    int depth = 0;
    int levelEnd = 1;
    levels.add(0);
    levels.add(levelEnd);
    int number = 0;
    for (; number < store.size() && store.size() <= most; number++) {
      if (number == levelEnd) {
        if (found != null) {
          return Optional.of(way(found));
        }
        depth++;
        levelEnd = store.size();
        levels.add(levelEnd);
      }
      if (number % REPORT == 0) {
        report(depth, store.size() - number);
      }
      Wrong here = expand(number);
      if (here != null && here.step().isEmpty()) {
        return Optional.of(way(here));
      }
      found = found == null ? here : found;
      if (machine.isContradicted()) {
        return Optional.empty();
      }
    }
    isExhausted = number == store.size();
    return Optional.ofNullable(found).map(this::way);
  }

  /** Whether everything that can follow was searched. */
  boolean isExhausted() {
    return isExhausted;
  }

  /** How many states were visited. */
  int states() {
    return store.size();
  }

  private void report(int depth, int waiting) {
    if (listener.wantsToStop()) {
      throw new CancellationException("the search was cancelled");
    }
    listener.progress(
        new ProgressListener.Progress(
            store.size(),
            taken,
            depth,
            waiting,
            store.bytes() + index.bytes(),
            clock.elapsed(),
            new StateSpaceEstimator(depth + 1, levels::get, store.size()).total(),
            Optional.empty()));
  }

  /** Enters what follows a state; says what is wrong with it, or behind it. */
  private @Nullable Wrong expand(int number) {
    long[] state = list(number);
    if (machine.isContradicted() || properties.isCut(state)) {
      return null;
    }
    if ((transitions.count() == 0 || machine.isHanging(state, 0))
        && properties.deadEnd(state) != null) {
      return new Wrong(number, Optional.empty());
    }
    Wrong first = null;
    for (int at = 0; at < transitions.count(); at++) {
      Schedule.Choice choice =
          new Schedule.Choice(transitions.vcpu(at), transitions.alternative(at));
      @Nullable Failure failure =
          transitions.isFaulty(at) ? null : properties.target(transitions, at, true);
      if (transitions.isFaulty(at) || (failure != null && failure.isViolation())) {
        first = first == null ? new Wrong(number, Optional.of(choice)) : first;
      } else if (failure == null) {
        taken++;
        enter(transitions.states(), transitions.offset(at), number, choice);
      }
    }
    return first;
  }

  /** Lists the transitions of a state; widens the layout if need be. */
  private long[] list(int number) {
    while (true) {
      long[] state = new long[machine.codec().layout().words()];
      store.take(number, state);
      machine.expand(state, 0, transitions);
      if (!machine.codec().isTooNarrow()) {
        return state;
      }
      store.relayout(machine.codec().widen(), ALONE);
    }
  }

  private void enter(long[] states, int offset, int parent, Schedule.Choice choice) {
    int size = store.size();
    index.put(states, offset);
    if (store.size() > size) {
      parents.add(parent);
      vcpus.add(choice.vcpu());
      alternatives.add(choice.alternative());
    }
  }

  private Schedule way(Wrong wrong) {
    Deque<Schedule.Choice> way = new ArrayDeque<>();
    wrong.step().ifPresent(way::addFirst);
    for (int state = wrong.state(); state != 0; state = parents.get(state)) {
      way.addFirst(new Schedule.Choice(vcpus.get(state), alternatives.get(state)));
    }
    List<Schedule.Choice> steps = new ArrayList<>(way);
    return new Schedule(steps);
  }
}
