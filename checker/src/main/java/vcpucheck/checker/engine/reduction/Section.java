package vcpucheck.checker.engine.reduction;

import vcpucheck.checker.machine.operation.Variables;

/** The ordered accesses that a vCPU does in the section that it is about to begin. */
final class Section {
  final Footprint accesses = new Footprint();

  /** The lock that it takes, or {@link Variables#NONE}. */
  int lock;

  void begin() {
    accesses.clear();
    lock = Variables.NONE;
  }
}
