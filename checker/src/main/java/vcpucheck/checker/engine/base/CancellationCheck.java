package vcpucheck.checker.engine.base;

import java.util.concurrent.CancellationException;
import vcpucheck.checker.ProgressListener;

/** Lasts until somebody wants the end: for loops over a whole graph. */
public final class CancellationCheck {
  /** Steps from one question to the next. */
  private static final int STEPS = 1 << 16;

  private final ProgressListener monitor;
  private int steps;

  public CancellationCheck(ProgressListener monitor) {
    this.monitor = monitor;
  }

  /**
   * Counts a step.
   *
   * @throws CancellationException if somebody wants the end
   */
  public void step() {
    if (++steps % STEPS == 0 && monitor.wantsToStop()) {
      throw new CancellationException();
    }
  }
}
