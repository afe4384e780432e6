package vcpucheck.checker.engine;

import java.util.Arrays;
import vcpucheck.checker.engine.graph.StuckFinder;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.store.StateStore;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.state.Canonicalizer;

/**
 * Follows a waiting vCPU through states that are represented by others in which both its place and
 * the slots that it knows are exchanged: by what represents them anew.
 */
final class SymmetricPlaces implements StuckFinder.Twins {
  private static final int NONE = -1;

  private final StateStore store;
  private final Expander expander;
  private final Canonicalizer canonicalizer;
  private final Transitions transitions = new Transitions();
  private final long[] state;
  private int expanded = NONE;

  /** For each transition the representative that it leads to, and which vCPU is at which place. */
  private long[][] targets = {};

  private int[][] vcpus = {};

  SymmetricPlaces(TransitionSystem system, Exploration exploration) {
    store = exploration.store();
    expander = exploration.expander();
    canonicalizer = exploration.symmetries().canonicalizer(system.codec());
    state = new long[system.codec().layout().words()];
  }

  @Override
  public long follow(int from, int place, int to) {
    if (from != expanded) {
      expand(from);
    }
    long places = 0;
    for (int index = 0; index < targets.length; index++) {
      if (targets[index].length > 0
          && store.is(to, store.hash(targets[index], 0), targets[index], 0)) {
        places |= 1L << indexOf(vcpus[index], place);
      }
    }
    if (places == 0) {
      throw new AssertionError("checker bug: no transition leads to state " + to);
    }
    return places;
  }

  private void expand(int from) {
    store.take(from, state);
    transitions.clear(state.length);
    expander.expand(state, transitions);
    targets = new long[transitions.count()][];
    vcpus = new int[targets.length][];
    for (int index = 0; index < targets.length; index++) {
      targets[index] = new long[0];
      if (!transitions.isFaulty(index)) {
        int offset = transitions.offset(index);
        long[] target = Arrays.copyOfRange(transitions.states(), offset, offset + state.length);
        canonicalizer.canonicalize(target, 0, true);
        targets[index] = target;
        vcpus[index] = canonicalizer.vcpus();
      }
    }
    expanded = from;
  }

  private static int indexOf(int[] vcpus, int vcpu) {
    for (int place = 0; place < vcpus.length; place++) {
      if (vcpus[place] == vcpu) {
        return place;
      }
    }
    throw new AssertionError("checker bug: a vCPU has no place: " + vcpu);
  }
}
