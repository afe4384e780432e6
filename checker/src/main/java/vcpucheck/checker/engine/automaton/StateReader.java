package vcpucheck.checker.engine.automaton;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import vcpucheck.checker.machine.Op;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.Variables;
import vcpucheck.checker.model.ModelException;

/** Lets a property read one state, and remembers what it read, in order. */
public final class StateReader implements OperationHandler {
  private final Variables variables;
  private final IntUnaryOperator codes;
  private final Set<Integer> read = new LinkedHashSet<>();

  /**
   * Makes an observation.
   *
   * @param codes the code of each variable in the state
   */
  public StateReader(Variables variables, IntUnaryOperator codes) {
    this.variables = variables;
    this.codes = codes;
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
    int code = codes.applyAsInt(op.variable());
    return Semantics.result(op, variables.decode(op.variable(), code), variables);
  }

  /** The variables read so far, each once, in the order of the first reads. */
  public Set<Integer> read() {
    return read;
  }
}
