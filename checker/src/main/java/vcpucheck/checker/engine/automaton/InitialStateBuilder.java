package vcpucheck.checker.engine.automaton;

import java.util.List;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Variables;
import vcpucheck.checker.machine.value.InternTable;
import vcpucheck.checker.model.ModelException;

/** Performs operations at once, on the values at the start: how a model is initialised. */
final class InitialStateBuilder implements OperationHandler {
  private final Variables variables;

  InitialStateBuilder(Variables variables) {
    this.variables = variables;
  }

  @Override
  public long perform(Op op) {
    return switch (op.kind()) {
      case ALLOC -> alloc(variables.heap((int) op.a()));
      case FREE -> free(op.variable());
      case CHOOSE, FAIL ->
          throw new ModelException(
              "while a model is built nothing is chosen and nothing fails: operation="
                  + op.kind()
                  + "; choose in a vCPU's program");
      default -> access(op);
    };
  }

  private long access(Op op) {
    int variable = op.variable();
    int life = variables.variable(variable).slot();
    long value = variables.start(variable);
    if (life != Variables.NONE && variables.start(life) != Variables.ALLOCATED) {
      throw new ModelException(
          "while a model is built only allocated slots are touched: variable="
              + variables.variable(variable).name());
    }
    if (Semantics.isBlocked(op, value)) {
      throw new ModelException(
          "while a model is built nothing waits: variable=" + variables.variable(variable).name());
    }
    variables.setStart(variable, Semantics.after(op, value, variables));
    return Semantics.result(op, value, variables);
  }

  private long alloc(Variables.Heap heap) {
    List<Integer> lives = heap.life();
    for (int slot = 0; slot < lives.size(); slot++) {
      if (variables.start(lives.get(slot)) == Variables.FREE) {
        variables.setStart(lives.get(slot), Variables.ALLOCATED);
        return variables.slotObject(lives.get(slot));
      }
    }
    return InternTable.NULL;
  }

  private long free(int life) {
    if (variables.start(life) != Variables.ALLOCATED) {
      throw new ModelException(
          "while a model is built only allocated slots are freed: slot="
              + variables.variable(life).name());
    }
    variables.resetStart(life);
    return 0;
  }
}
