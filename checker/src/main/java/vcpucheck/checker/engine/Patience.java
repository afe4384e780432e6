package vcpucheck.checker.engine;

import java.util.concurrent.CancellationException;
import vcpucheck.checker.Monitor;

/** Lasts until somebody wants the end: for loops over a whole graph. */
final class Patience {
  /** Steps from one question to the next. */
  private static final int STEPS = 1 << 16;

  private final Monitor monitor;
  private int steps;

  Patience(Monitor monitor) {
    this.monitor = monitor;
  }

  /**
   * Counts a step.
   *
   * @throws CancellationException if somebody wants the end
   */
  void step() {
    if (++steps % STEPS == 0 && monitor.wantsToStop()) {
      throw new CancellationException();
    }
  }
}
