package vcpucheck.checker.oracle;

import java.util.OptionalInt;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.trace.Schedule;

/**
 * The fewest context switches that lead to a violation, by running every interleaving that has not
 * more than the best so far.
 */
final class NaiveSwitches {
  private static final int NOBODY = -1;

  private final NaiveSystem system;
  private int fewest = Integer.MAX_VALUE;

  private NaiveSwitches(Model model) {
    system = new NaiveSystem(model, false);
  }

  /** The fewest context switches of a violation of a model without endless executions, if any. */
  static OptionalInt fewest(Model model) {
    NaiveSwitches search = new NaiveSwitches(model);
    search.explore(search.system.initial(), NOBODY, 0);
    return search.fewest == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(search.fewest);
  }

  private void explore(NaiveSystem.State state, int last, int switches) {
    if (switches >= fewest) {
      return;
    }
    if (!system.problems(state).isEmpty()) {
      fewest = switches;
      return;
    }
    for (Schedule.Choice choice : system.choices(state)) {
      int after = switches + (last == NOBODY || last == choice.vcpu() ? 0 : 1);
      if (system.transition(state, choice) instanceof NaiveSystem.Transition.To to) {
        explore(to.state(), choice.vcpu(), after);
      } else {
        fewest = Math.min(fewest, after);
      }
    }
  }
}
