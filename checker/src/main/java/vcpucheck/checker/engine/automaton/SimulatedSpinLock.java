package vcpucheck.checker.engine.automaton;

import vcpucheck.checker.machine.operation.Op;
import vcpucheck.checker.machine.operation.Op.Kind;
import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.SpinLock;

/**
 * The simulated {@link SpinLock}.
 *
 * @param cells performs its operations
 * @param variable its variable
 */
record SimulatedSpinLock(SimulatedCells cells, int variable) implements SpinLock {
  private long perform(Kind kind, Access access) {
    return cells.perform(new Op(kind, variable, 0, 0, access));
  }

  @Override
  public void lock() {
    perform(Kind.LOCK, Access.ACQUIRE);
  }

  @Override
  public boolean tryLock() {
    return perform(Kind.TRY_LOCK, Access.ACQUIRE) != 0;
  }

  @Override
  public void unlock() {
    perform(Kind.UNLOCK, Access.RELEASE);
  }

  @Override
  public boolean isLocked() {
    return perform(Kind.LOAD, Access.OPAQUE) != 0;
  }
}
