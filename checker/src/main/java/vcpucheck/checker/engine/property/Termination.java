package vcpucheck.checker.engine.property;

import vcpucheck.checker.engine.automaton.Vcpus;
import vcpucheck.checker.machine.MemoryMachine;
import vcpucheck.checker.machine.Semantics;
import vcpucheck.checker.machine.Transitions;
import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.OperationTable;
import vcpucheck.checker.machine.operation.Variables;

/** Which states are ends. Daemons need not end: see {@link vcpucheck.checker.model.Vcpu#daemon}. */
public final class Termination {
  private final Variables variables;
  private final MemoryMachine machine;
  private final Vcpus vcpus;
  private final boolean hasDaemons;
  private final boolean mayRestAnywhere;

  Termination(Variables variables, MemoryMachine machine, Vcpus vcpus) {
    this.variables = variables;
    this.machine = machine;
    this.vcpus = vcpus;
    hasDaemons = vcpus.hasDaemons();
    mayRestAnywhere = hasDaemons || machine.hasOwnSteps();
  }

  /** Whether ends can be left, for there are daemons. */
  public boolean hasDaemons() {
    return hasDaemons;
  }

  /** Whether every vCPU but daemons has ended. All states that follow are such, too. */
  public boolean hasEnded(long[] states, int offset) {
    if (!hasDaemons) {
      return machine.hasEnded(states, offset);
    }
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      if (!vcpus.isDaemon(vcpu) && machine.node(states, offset, vcpu) != OperationTable.END) {
        return false;
      }
    }
    return true;
  }

  /** Whether every vCPU but daemons has ended, and every daemon is at rest. */
  public boolean isAtRest(long[] states, int offset) {
    if (!hasDaemons) {
      return machine.hasEnded(states, offset);
    }
    if (!machine.isSettled(states, offset)) {
      return false;
    }
    for (int vcpu = 0; vcpu < vcpus.count(); vcpu++) {
      if (!isAtRest(vcpu, states, offset)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a transition leads to a state in which every vCPU but daemons has ended, and every
   * daemon is at rest. Without daemons, only one with which its vCPU ends can.
   */
  public boolean isAtRest(Transitions transitions, int index) {
    return (mayRestAnywhere || transitions.node(index) == OperationTable.END)
        && isAtRest(transitions.states(), transitions.offset(index));
  }

  /**
   * Whether a vCPU has ended or, if it is a daemon, waits for a value or is about to begin. One
   * that waits for a lock is not at rest, nor is one whose wait is over.
   */
  public boolean isAtRest(int vcpu, long[] states, int offset) {
    int node = machine.node(states, offset, vcpu);
    if (node == OperationTable.END || !vcpus.isDaemon(vcpu)) {
      return node == OperationTable.END;
    }
    Op op = vcpus.table(vcpu).op(node);
    boolean isBlocked =
        op.kind().waits()
            && Semantics.isBlocked(op, machine.settledValue(states, offset, op.variable()))
            && RaceDetector.isEnabled(op, machine, variables, states, offset);
    boolean waitsForValue = op.kind().waits() && op.kind() != Op.Kind.LOCK;
    return waitsForValue ? isBlocked : vcpus.isHead(vcpu, node) && !isBlocked;
  }
}
