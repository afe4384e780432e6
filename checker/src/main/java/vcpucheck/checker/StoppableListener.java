package vcpucheck.checker;

/** A listener that passes progress on, and also stops a search when told to. */
final class StoppableListener implements ProgressListener {
  private final ProgressListener listener;
  private volatile boolean isStopped;

  StoppableListener(ProgressListener listener) {
    this.listener = listener;
  }

  /** Stops the search; any thread may ask. */
  void stop() {
    isStopped = true;
  }

  @Override
  public boolean wantsToStop() {
    return isStopped || listener.wantsToStop();
  }

  @Override
  public void progress(Progress progress) {
    listener.progress(progress);
  }
}
