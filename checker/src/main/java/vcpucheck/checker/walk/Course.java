package vcpucheck.checker.walk;

import java.util.List;
import java.util.Optional;

/**
 * A schedule that was walked, with what is to be seen along it.
 *
 * @param variables every variable, in the order of {@code start}
 * @param start every variable at the start
 * @param moments one for each step
 */
public record Course(List<Variable> variables, List<Cell> start, List<Moment> moments) {
  public Course {
    variables = List.copyOf(variables);
    start = List.copyOf(start);
    moments = List.copyOf(moments);
  }

  /**
   * A variable.
   *
   * @param name its name in reports: "domain.count"
   * @param type what its values are, as a word: "number"
   * @param slot the name of the slot that it is a field of; empty for a global
   */
  public record Variable(String name, String type, Optional<String> slot) {}

  /**
   * One step, and what is to be seen before it.
   *
   * @param step the step
   * @param kind what is done, as a word: "load"; "memory" if the memory model does it
   * @param variable the name of the variable that it is done on; empty if there is none
   * @param others what every other vCPU could do instead
   * @param holders the locks that are held
   * @param hidden what memory has after it, beside the last values
   */
  public record Moment(
      WalkedStep step,
      String kind,
      Optional<String> variable,
      List<Other> others,
      List<Position.Holder> holders,
      List<Position.Hidden> hidden) {
    public Moment {
      others = List.copyOf(others);
      holders = List.copyOf(holders);
      hidden = List.copyOf(hidden);
    }
  }

  /**
   * A vCPU that does not take the step.
   *
   * @param vcpu its index
   * @param status whether it could go on
   * @param operation what it wants to do; empty if it has ended
   */
  public record Other(int vcpu, Turn.Status status, String operation) {}
}
