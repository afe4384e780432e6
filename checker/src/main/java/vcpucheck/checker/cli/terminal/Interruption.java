package vcpucheck.checker.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vcpucheck.checker.cli.spi.ExitStatus;

/** Whether the user wants the program to come to an end early. */
public final class Interruption {
  private static final int PATIENCE_SECONDS = 10;
  private static final int LONG_PATIENCE_SECONDS = 600;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean isRequested;
  private volatile int status = ExitStatus.INCOMPLETE;
  private volatile int patience = PATIENCE_SECONDS;

  /**
   * Listens to the signals that end this process. They let the program print its report first, and
   * the process ends with the program's own status.
   */
  public void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "vcpucheck-interruption"));
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return;
    }
    request();
    try {
      if (!finished.await(patience, TimeUnit.SECONDS)) {
        System.err.println(
            "vcpucheck: interrupted; the command did not end in time to report what it had done");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(status);
  }

  /** Says that there is much to write at the end. */
  public void bePatient() {
    patience = LONG_PATIENCE_SECONDS;
  }

  /** Asks for the end. */
  public void request() {
    isRequested = true;
  }

  public boolean isRequested() {
    return isRequested;
  }

  /** Everything is printed; the process may end. */
  public void finish(int newStatus) {
    status = newStatus;
    finished.countDown();
  }
}
