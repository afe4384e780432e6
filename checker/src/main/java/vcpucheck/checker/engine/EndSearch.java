package vcpucheck.checker.engine;

import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.model.ModelException;

/** Tells whether an end can still be reached from one state, by searching from there. */
final class EndSearch {
  private final Machine machine;
  private final StateStore store;
  private final Transitions transitions = new Transitions();

  /**
   * Makes a search.
   *
   * @param store empty and exact
   */
  EndSearch(Machine machine, StateStore store) {
    this.machine = machine;
    this.store = store;
  }

  /**
   * Whether a state is reachable in which every vCPU has ended.
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
      for (int index = 0; index < transitions.count(); index++) {
        if (transitions.fault(index) == Transitions.Fault.NONE) {
          put(transitions.states(), transitions.offset(index));
        }
      }
    }
    return false;
  }

  /** Fills {@link #transitions}; tells whether the state is an end. */
  private boolean expand(int number) {
    while (true) {
      long[] state = new long[machine.layout().words()];
      store.take(number, state);
      machine.expand(state, 0, transitions);
      if (!machine.isTooNarrow()) {
        return machine.hasEnded(state, 0);
      }
      store.relayout(machine.widen());
    }
  }

  private void put(long[] states, int offset) {
    if (store.put(states, offset) == StateStore.FULL) {
      throw new ModelException(
          "the states after the end of the schedule must fit into memory to tell a livelock:"
              + " bytes="
              + store.bytes()
              + "; give more memory");
    }
  }
}
