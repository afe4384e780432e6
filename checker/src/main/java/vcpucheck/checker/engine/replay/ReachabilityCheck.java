package vcpucheck.checker.engine.replay;

import java.util.OptionalInt;
import java.util.function.Consumer;
import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.property.PropertyChecker;
import vcpucheck.checker.engine.property.Termination;
import vcpucheck.checker.engine.store.ExactStore;
import vcpucheck.checker.engine.store.StateArena;
import vcpucheck.checker.engine.store.StateIndex;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.model.ModelException;

/** Tells what can still be reached from one state, an end or itself, by searching from there. */
final class ReachabilityCheck {
  private static final WorkerPool ALONE = new WorkerPool(1);

  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final PropertyChecker properties;
  private final Termination termination;
  private final long limit;
  private final StateStore store;
  private final StateIndex index;
  private final Transitions transitions = new Transitions();
  private final Consumer<Layout.Relocation> widened;

  /** Whether an assumption fails in the state that was expanded last: nobody knows what follows. */
  private boolean isCut;

  /**
   * Makes a search.
   *
   * @param limit how many bytes it may take
   * @param widened told when what is reached needs another layout, for states that others hold
   */
  ReachabilityCheck(TransitionSystem system, long limit, Consumer<Layout.Relocation> widened) {
    machine = system.machine();
    vcpus = system.vcpus();
    properties = system.properties();
    termination = system.properties().termination();
    this.limit = limit;
    this.widened = widened;
    store = new ExactStore(machine.codec(), new StateArena(machine.codec()));
    index = new StateIndex(store, 1);
  }

  /**
   * Whether a state is reachable in which every vCPU but daemons has ended.
   *
   * @param state in the current layout
   * @throws ModelException if memory does not suffice to tell
   */
  boolean reaches(long[] state) {
    put(state, 0);
    for (int number = 0; number < store.size(); number++) {
      if (expand(number)) {
        return true;
      }
      follow(false);
    }
    return false;
  }

  /**
   * Whether a state can be reached from itself, without a daemon finishing a round.
   *
   * @param state in the current layout
   * @throws ModelException if memory does not suffice to tell
   */
  boolean comesBackTo(long[] state) {
    put(state, 0);
    for (int number = 0; number < store.size(); number++) {
      expand(number);
      if (follow(true)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first vCPU that waits in a state and in all that follow it, and is not at rest.
   *
   * @param state in the current layout
   * @throws ModelException if memory does not suffice to tell
   */
  OptionalInt stuck(long[] state) {
    put(state, 0);
    long stuck = 0;
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      stuck |= termination.isAtRest(vcpu, state, 0) ? 0 : 1L << vcpu;
    }
    for (int number = 0; number < store.size() && stuck != 0; number++) {
      expand(number);
      if (isCut) {
        return OptionalInt.empty();
      }
      for (int index = 0; index < transitions.count(); index++) {
        stuck &= ~(1L << transitions.vcpu(index));
      }
      follow(false);
    }
    return stuck == 0 ? OptionalInt.empty() : OptionalInt.of(Long.numberOfTrailingZeros(stuck));
  }

  /** Stores what the transitions lead to; tells whether that is the first state again. */
  private boolean follow(boolean withoutProgress) {
    boolean isBack = false;
    for (int index = 0; index < transitions.count(); index++) {
      boolean isLeftOut =
          withoutProgress && vcpus.finishesRound(transitions.vcpu(index), transitions.node(index));
      if (!isLeftOut && transitions.fault(index) == Transitions.Fault.NONE) {
        isBack |= put(transitions.states(), transitions.offset(index)) == 0;
      }
    }
    return isBack;
  }

  /** Fills {@link #transitions}; tells whether the state is an end, or cut off. */
  private boolean expand(int number) {
    while (true) {
      long[] state = new long[machine.codec().layout().words()];
      store.take(number, state);
      machine.expand(state, 0, transitions);
      if (!machine.codec().isTooNarrow()) {
        isCut = properties.isCut(state);
        if (isCut) {
          transitions.clear(machine.codec().layout().words());
        }
        return isCut || termination.hasEnded(state, 0);
      }
      Layout.Relocation relocation = machine.codec().widen();
      store.relayout(relocation, ALONE);
      widened.accept(relocation);
    }
  }

  private int put(long[] states, int offset) {
    int number = index.put(states, offset);
    if (store.bytes() + index.bytes() > limit) {
      throw new ModelException(
          "the states after the end of the schedule must fit into memory to tell a livelock:"
              + " bytes="
              + limit
              + "; give more memory");
    }
    return number;
  }
}
