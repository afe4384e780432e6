package vcpucheck.checker.memory.threads;

/** One wait of one thread: spins first, then gives way to other threads. */
final class NativeSpin {
  private static final int SPINS_BEFORE_YIELD = 100;

  /** What is waited for, for the message. */
  private final String what;

  private int spins;

  NativeSpin(String what) {
    this.what = what;
  }

  /**
   * Waits a moment.
   *
   * @throws IllegalStateException if the thread was interrupted: the only way out of a deadlock
   */
  @SuppressWarnings(
      "ThreadPriorityCheck") // with fewer cores than threads, the awaited one must run
  void pause() {
    if (spins < SPINS_BEFORE_YIELD) {
      spins++;
      Thread.onSpinWait();
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted while waiting for " + what);
    }
    Thread.yield();
  }
}
