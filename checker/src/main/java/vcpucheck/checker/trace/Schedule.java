package vcpucheck.checker.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * One interleaving: which vCPU runs next, and how nondeterminism is resolved, operation by
 * operation.
 *
 * @param choices in order
 */
public record Schedule(List<Choice> choices) {
  public Schedule {
    choices = List.copyOf(choices);
  }

  /** Nothing happens. */
  public static final Schedule EMPTY = new Schedule(List.of());

  /**
   * One operation of one vCPU.
   *
   * @param vcpu the vCPU's index, from 0
   * @param alternative which of the operation's outcomes, from 0; 0 if it has only one
   */
  public record Choice(int vcpu, int alternative) {
    /** Stands for the last of the outcomes, however many there are. */
    public static final int LAST = Integer.MAX_VALUE;
  }

  /** How often the running vCPU changes. */
  public int contextSwitches() {
    int switches = 0;
    for (int i = 1; i < choices.size(); i++) {
      if (choices.get(i).vcpu() != choices.get(i - 1).vcpu()) {
        switches++;
      }
    }
    return switches;
  }

  /** This schedule and then another. */
  public Schedule then(Schedule other) {
    List<Choice> all = new ArrayList<>(choices);
    all.addAll(other.choices);
    return new Schedule(all);
  }

  /**
   * This schedule and another, each vCPU's part of which follows at once where that vCPU last ran:
   * no context switch is added.
   */
  public Schedule thenEarly(Schedule other) {
    List<Choice> all = new ArrayList<>(choices);
    for (Choice choice : other.choices) {
      int at = all.size();
      while (at > 0 && all.get(at - 1).vcpu() != choice.vcpu()) {
        at--;
      }
      all.add(at == 0 ? all.size() : at, choice);
    }
    return new Schedule(all);
  }
}
