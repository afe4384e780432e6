package vcpucheck.checker.memory.threads;

import vcpucheck.checker.memory.SpinLock;

/** A lock whose operations pass a gate. */
record GatedLock(SpinLock real, String name, Gate gate) implements SpinLock {
  @Override
  public void lock() {
    gate.enter("lock " + name, () -> !real.isLocked());
    real.lock();
    gate.leave("");
  }

  @Override
  public boolean tryLock() {
    return gate.pass("try-lock " + name, real::tryLock, taken -> taken ? "taken" : "refused");
  }

  @Override
  public void unlock() {
    gate.pass("unlock " + name, real::unlock, "");
  }

  @Override
  public boolean isLocked() {
    return real.isLocked();
  }
}
