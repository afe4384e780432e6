package vcpucheck.checker.trace;

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

  /**
   * One operation of one vCPU.
   *
   * @param vcpu the vCPU's index, from 0
   * @param alternative which of the operation's outcomes, from 0; 0 if it has only one
   */
  public record Choice(int vcpu, int alternative) {}

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
}
