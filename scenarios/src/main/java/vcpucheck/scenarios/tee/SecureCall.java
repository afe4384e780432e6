package vcpucheck.scenarios.tee;

import vcpucheck.mediator.abi.SmcReturn;
import vcpucheck.mediator.xen.Registers;

/**
 * A standard call while a thread works on it.
 *
 * @param partition whose it is
 * @param thread the thread's id
 * @param argument the thread's argument page
 * @param frame what else the thread remembers
 */
record SecureCall(Partition partition, int thread, ArgumentPage argument, Frame frame) {
  SecureCall with(Frame newFrame) {
    return new SecureCall(partition, thread, argument, newFrame);
  }

  SecureCall with(ArgumentPage page) {
    return new SecureCall(partition, thread, page, frame);
  }

  SecureCall withResult(long result) {
    return with(frame.withResult(result));
  }

  /** Ends the call and frees its thread; returns what the secure monitor call returns. */
  Registers free() {
    partition.free(thread, argument);
    return Registers.of(SmcReturn.OK);
  }
}
