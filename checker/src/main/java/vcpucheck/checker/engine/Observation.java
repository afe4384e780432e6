package vcpucheck.checker.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import vcpucheck.checker.machine.Machine;
import vcpucheck.checker.machine.Op;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.Variables;
import vcpucheck.checker.model.ModelException;

/** Lets a property read one state, and remembers what it read, in order. */
final class Observation implements Performer {
  private final Variables variables;
  private final Machine machine;
  private final long[] states;
  private final int offset;
  private final Set<Integer> read = new LinkedHashSet<>();

  Observation(Variables variables, Machine machine, long[] states, int offset) {
    this.variables = variables;
    this.machine = machine;
    this.states = states;
    this.offset = offset;
  }

  @Override
  public long perform(Op op) {
    if (op.kind() != Op.Kind.LOAD && op.kind() != Op.Kind.PROJECT) {
      throw new ModelException(
          "a property only reads: operation="
              + op.kind()
              + ", variable="
              + variables.variable(op.variable()).name());
    }
    read.add(op.variable());
    return Semantics.result(op, machine.value(states, offset, op.variable()), variables);
  }

  /** The variables read so far, each once, in the order of the first reads. */
  Set<Integer> read() {
    return read;
  }
}
