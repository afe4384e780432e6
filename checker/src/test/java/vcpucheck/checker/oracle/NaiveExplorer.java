package vcpucheck.checker.oracle;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vcpucheck.checker.model.Model;
import vcpucheck.checker.trace.Schedule;

/**
 * Runs every interleaving of a model, each to its end: nothing is merged, nothing forgotten.
 *
 * <p>A violation in a state ends the execution there, and so does an operation that violates
 * something. Where one state shows several violations, or has several operations that violate
 * something, all are reported: which one a search finds first is its own affair.
 */
public final class NaiveExplorer {
  private static final int MAX_DEPTH = 150;

  private final NaiveSystem system;
  private final long limit;
  private final Set<Map<String, String>> finalStates = new HashSet<>();
  private final Set<Problem> problems = new HashSet<>();
  private final Set<String> unmet;
  private long interleavings;
  private int shortest = Integer.MAX_VALUE;

  private NaiveExplorer(Model model, long limit) {
    this.system = new NaiveSystem(model, false);
    this.limit = limit;
    unmet = system.toBeMet();
  }

  /**
   * Explores a model.
   *
   * @param limit how many interleavings are run at most
   * @return all outcomes, or empty if there are more interleavings, or endless ones
   */
  public static Optional<NaiveOutcomes> explore(Model model, long limit) {
    NaiveExplorer explorer = new NaiveExplorer(model, limit);
    return explorer.explore(explorer.system.initial(), 0, false)
        ? Optional.of(
            new NaiveOutcomes(
                explorer.finalStates,
                explorer.problems,
                explorer.unmet,
                explorer.interleavings,
                explorer.shortest))
        : Optional.empty();
  }

  /**
   * Runs one interleaving.
   *
   * @return what is wrong where it ends, or with its last operation
   * @throws IllegalArgumentException if the model cannot run it, or something is wrong before its
   *     end
   */
  public static Set<Problem> replay(Model model, Schedule schedule) {
    NaiveSystem system = new NaiveSystem(model, false);
    NaiveSystem.State state = system.initial();
    int remaining = schedule.choices().size();
    for (Schedule.Choice choice : schedule.choices()) {
      remaining--;
      if (!system.problems(state).isEmpty()) {
        throw new IllegalArgumentException("the violation is earlier: remaining=" + remaining);
      }
      NaiveSystem.Transition transition = system.transition(state, choice);
      if (transition instanceof NaiveSystem.Transition.To to) {
        state = to.state();
      } else if (remaining == 0) {
        return Set.of(((NaiveSystem.Transition.Fails) transition).problem());
      } else {
        throw new IllegalArgumentException("the violation is earlier: remaining=" + remaining);
      }
    }
    return system.problems(state);
  }

  /**
   * Explores all that follows a state; false if that is too much.
   *
   * @param isOver whether the interleaving has ended before, and daemons run on
   */
  private boolean explore(NaiveSystem.State state, int depth, boolean isOver) {
    Set<Problem> here = system.problems(state);
    report(here, depth);
    unmet.removeAll(system.met(state));
    if (system.isAtRest(state) && here.isEmpty()) {
      finalStates.add(system.describe(state));
    }
    boolean isEnd = isOver || system.hasEnded(state) || NaiveSystem.isCut(state) || !here.isEmpty();
    if (isEnd && !isOver) {
      interleavings++;
    }
    for (NaiveSystem.Transition transition : system.transitions(state)) {
      if (transition instanceof NaiveSystem.Transition.Fails fails) {
        report(Set.of(fails.problem()), depth + 1);
        interleavings += isEnd ? 0 : 1;
      } else if (here.isEmpty()
          && !explore(((NaiveSystem.Transition.To) transition).state(), depth + 1, isEnd)) {
        return false;
      }
    }
    return interleavings <= limit && depth <= MAX_DEPTH;
  }

  private void report(Set<Problem> found, int depth) {
    if (!found.isEmpty()) {
      problems.addAll(found);
      shortest = Math.min(shortest, depth);
    }
  }
}
