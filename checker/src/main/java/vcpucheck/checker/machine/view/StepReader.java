package vcpucheck.checker.machine.view;

import vcpucheck.checker.machine.StorePlace;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/** What a step of a vCPU finds and does that the order of its code does not explain. */
final class StepReader {
  private final ViewMachine machine;
  private final Variables variables;
  private final ViewState state;
  private final int vcpu;
  private final int alternative;
  private final Op op;
  private final boolean hasMessages;

  /**
   * Reads a step.
   *
   * @param state the state that it leaves
   * @param alternative which of its outcomes
   */
  StepReader(ViewMachine machine, ViewState state, int vcpu, int alternative) {
    this.machine = machine;
    this.state = state;
    this.vcpu = vcpu;
    this.alternative = alternative;
    variables = machine.variables();
    OperationTable program = machine.program(vcpu);
    op = program.op(state.view(vcpu, ViewState.NODE));
    hasMessages = machine.kept().kept(op.variable()) == ViewLayout.Kept.MESSAGES;
  }

  /** The value that the operation finds in its variable. */
  long found() {
    int variable = op.variable();
    return variables.decode(variable, hasMessages ? read() : state.last(variable));
  }

  private int read() {
    int age = alternative & (ViewStep.FULFILS - 1);
    int position = Math.max(0, state.messages(op.variable()) - 1 - age);
    return state.message(op.variable(), position, ViewState.VALUE);
  }

  /** What the machine does by itself; empty if it is the code's operation. */
  String ownStep() {
    return alternative < Promises.OFFERED
        ? ""
        : machine.promises().orElseThrow().text(state, vcpu, alternative);
  }

  /** What the order of the code does not explain; empty if it does. */
  String remark() {
    if (alternative >= ViewStep.FULFILS) {
      return "which others may have seen already";
    }
    if (alternative == 0 || !hasMessages) {
      return "";
    }
    String stores = alternative == 1 ? "1 store that is" : alternative + " stores that are";
    return op.kind() == Op.Kind.STORE
        ? "before " + stores + " there already"
        : "older than " + stores + " there already: nothing seen so far orders it after them";
  }

  /** Where the step finds or leaves a value. */
  StorePlace place() {
    if (machine.isOwnStep(alternative)) {
      return machine.promises().orElseThrow().place(state, vcpu, alternative);
    }
    int variable = op.variable();
    if (!hasMessages) {
      return new StorePlace(StorePlace.Kind.MEMORY, variable, 0);
    }
    if (alternative < ViewStep.FULFILS) {
      return new StorePlace(StorePlace.Kind.MEMORY, variable, alternative);
    }
    int which = alternative - ViewStep.FULFILS;
    boolean isStore = op.kind() == Op.Kind.STORE;
    int age = isStore ? state.messages(variable) - 1 - which : which - 1;
    return new StorePlace(StorePlace.Kind.KEPT, variable, age);
  }
}
