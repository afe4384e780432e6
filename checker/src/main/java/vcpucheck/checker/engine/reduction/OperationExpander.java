package vcpucheck.checker.engine.reduction;

import java.util.List;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.trace.Schedule;

/** Every operation is a transition: no reduction. */
public final class OperationExpander implements Expander {
  private final MemoryMachine machine;
  private final int vcpus;
  private final boolean exchangesSlots;
  private final boolean hasOwnSteps;
  private final PerformedNodes performed;

  /**
   * Makes an expander.
   *
   * @param exchangesSlots see {@link Transitions#setExchangingSlots}
   */
  public OperationExpander(MemoryMachine machine, int vcpus, boolean exchangesSlots) {
    this.machine = machine;
    this.vcpus = vcpus;
    this.exchangesSlots = exchangesSlots;
    hasOwnSteps = machine.hasOwnSteps();
    performed = new PerformedNodes(vcpus);
  }

  @Override
  public void expand(long[] state, Transitions out) {
    out.setExchangingSlots(exchangesSlots);
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      int before = out.count();
      int node = machine.step(vcpu, state, 0, out);
      if (out.count() > before) {
        note(vcpu, node, before, out);
      }
    }
  }

  /* Where a machine has steps of its own, only what leads to another node is surely the code's. */
  private void note(int vcpu, int node, int before, Transitions out) {
    if (!hasOwnSteps) {
      performed.add(vcpu, node);
      return;
    }
    for (int index = before; index < out.count() && !machine.codec().isTooNarrow(); index++) {
      if (machine.node(out.states(), out.offset(index), vcpu) != node) {
        performed.add(vcpu, node);
      }
    }
  }

  @Override
  public PerformedNodes performed() {
    return performed;
  }

  @Override
  public Schedule operations(long[] state, int index) {
    Transitions transitions = new Transitions();
    transitions.clear(machine.codec().layout().words());
    expand(state, transitions);
    return new Schedule(
        List.of(new Schedule.Choice(transitions.vcpu(index), transitions.alternative(index))));
  }
}
