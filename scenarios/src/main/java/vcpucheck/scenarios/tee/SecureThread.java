package vcpucheck.scenarios.tee;

/**
 * One entry of OP-TEE's thread table: {@code struct thread_ctx}.
 *
 * @param state what it does
 * @param argument its argument page, kept over calls if OP-TEE caches argument pages
 * @param frame what it remembers while it is suspended
 */
record SecureThread(State state, ArgumentPage argument, Frame frame) {
  /** What a thread does. */
  enum State {
    /** Nothing. */
    FREE,
    /** It runs on a processor. */
    ACTIVE,
    /** It waits for the guest. */
    SUSPENDED
  }

  /** A thread that never ran. */
  static final SecureThread NEW = new SecureThread(State.FREE, ArgumentPage.NONE, Frame.NONE);

  /** A thread that runs. */
  static final SecureThread ACTIVATED =
      new SecureThread(State.ACTIVE, ArgumentPage.NONE, Frame.NONE);

  static SecureThread suspended(ArgumentPage argument, Frame frame) {
    return new SecureThread(State.SUSPENDED, argument, frame);
  }

  static SecureThread free(ArgumentPage argument) {
    return new SecureThread(State.FREE, argument, Frame.NONE);
  }
}
