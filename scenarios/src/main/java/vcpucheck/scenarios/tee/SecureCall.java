package vcpucheck.scenarios.tee;

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
}
