package vcpucheck.checker.engine;

import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.engine.graph.CycleFinder;
import vcpucheck.checker.engine.search.Exploration;
import vcpucheck.checker.engine.system.TransitionSystem;
import vcpucheck.checker.machine.Transitions;

/**
 * The transitions with which a daemon finishes a round of its program: a daemon that goes round for
 * ever in that way gets on.
 */
final class FinishedRounds implements CycleFinder.Progress {
  private static final int NONE = -1;

  private final Vcpus vcpus;
  private final Exploration exploration;
  private final int words;
  private final Transitions transitions = new Transitions();
  private int current = NONE;

  FinishedRounds(TransitionSystem system, Exploration exploration) {
    this.exploration = exploration;
    vcpus = system.vcpus();
    words = system.codec().layout().words();
  }

  @Override
  public boolean isMade(int state, int index) {
    if (state != current) {
      long[] packed = new long[words];
      exploration.store().take(state, packed);
      transitions.clear(words);
      exploration.expander().expand(packed, transitions);
      current = state;
    }
    return vcpus.finishesRound(transitions.vcpu(index), transitions.node(index));
  }
}
