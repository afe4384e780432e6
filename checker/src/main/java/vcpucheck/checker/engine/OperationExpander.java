package vcpucheck.checker.engine;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/** Every operation is a transition: no reduction. */
final class OperationExpander implements Expander {
  private final Machine machine;

  OperationExpander(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void expand(long[] state, Transitions out) {
    machine.expand(state, 0, out);
  }

  @Override
  public Schedule operations(long[] state, int index) {
    Transitions transitions = new Transitions();
    expand(state, transitions);
    return new Schedule(
        List.of(new Schedule.Choice(transitions.vcpu(index), transitions.alternative(index))));
  }

  @Override
  public Optional<Race> race() {
    return Optional.empty();
  }

  @Override
  public Schedule pending() {
    return Schedule.EMPTY;
  }
}
