package vcpucheck.checker.engine;

import vcpucheck.checker.machine.Layout;
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
   * Whether a state is reachable in which no vCPU can go on.
   *
   * @param state in the current layout
   * @throws ModelException if memory does not suffice to tell
   */
  boolean reaches(long[] state) {
    put(state, 0);
    for (int number = 0; number < store.size(); number++) {
      expand(number);
      if (transitions.count() == 0) {
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

  private void expand(int number) {
    while (true) {
      long[] state = new long[machine.layout().words()];
      store.take(number, state);
      machine.expand(state, 0, transitions);
      if (!machine.isTooNarrow()) {
        return;
      }
      Layout before = machine.layout();
      machine.widen();
      store.relayout(before);
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
