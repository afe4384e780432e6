package vcpucheck.checker.engine;

import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.graph.StuckFinder;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.MemoryMachine;

/**
 * Follows a waiting vCPU through states that are kept with their twins sorted: it is where its node
 * is. Twins at one node are alike.
 */
final class TwinPlaces implements StuckFinder.Twins {
  private static final int NONE = -1;

  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final StateStore store;
  private final long[] before;
  private final long[] after;
  private int stateBefore = NONE;
  private int stateAfter = NONE;

  TwinPlaces(TransitionSystem system, StateStore store) {
    this.store = store;
    machine = system.machine();
    vcpus = system.vcpus();
    before = new long[system.codec().layout().words()];
    after = new long[before.length];
  }

  @Override
  public long follow(int from, int place, int to) {
    if (from != stateBefore) {
      store.take(from, before);
      stateBefore = from;
    }
    if (to != stateAfter) {
      store.take(to, after);
      stateAfter = to;
    }
    int node = machine.node(before, 0, place);
    for (int other = 0; other < vcpus.count(); other++) {
      if (vcpus.automaton(other) == vcpus.automaton(place)
          && machine.node(after, 0, other) == node) {
        return 1L << other;
      }
    }
    throw new AssertionError("checker bug: a vCPU that waits is not where it was: state=" + to);
  }
}
