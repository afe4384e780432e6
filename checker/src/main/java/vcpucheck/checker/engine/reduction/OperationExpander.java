package vcpucheck.checker.engine.reduction;

import java.util.List;
import java.util.Optional;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/** Every operation is a transition: no reduction. */
public final class OperationExpander implements Expander {
  private final MemoryMachine machine;
  private final int vcpus;
  private final boolean exchangesSlots;

  /**
   * Makes an expander.
   *
   * @param exchangesSlots see {@link Transitions#setExchangingSlots}
   */
  public OperationExpander(MemoryMachine machine, int vcpus, boolean exchangesSlots) {
    this.machine = machine;
    this.vcpus = vcpus;
    this.exchangesSlots = exchangesSlots;
  }

  @Override
  public void expand(long[] state, Transitions out) {
    out.setExchangingSlots(exchangesSlots);
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      machine.step(vcpu, state, 0, out);
    }
  }

  @Override
  public Schedule operations(long[] state, int index) {
    Transitions transitions = new Transitions();
    transitions.clear(machine.codec().layout().words());
    expand(state, transitions);
    return new Schedule(
        List.of(new Schedule.Choice(transitions.vcpu(index), transitions.alternative(index))));
  }

  @Override
  public Optional<Race> race() {
    return Optional.empty();
  }

  @Override
  public Optional<Schedule> deadlock() {
    return Optional.empty();
  }

  @Override
  public Schedule pending() {
    return Schedule.EMPTY;
  }
}
