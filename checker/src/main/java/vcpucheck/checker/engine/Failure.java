package vcpucheck.checker.engine;

/**
 * What is wrong with a state or a transition.
 *
 * @param property the violated property's name
 * @param message one sentence
 */
record Failure(String property, String message) {
  static final String MEMORY_SAFETY = "memory-safety";
  static final String LOCK_DISCIPLINE = "lock-discipline";
  static final String DEADLOCK = "deadlock";
  static final String ASSERTION = "debug-assertion";
  static final String EXCEPTION = "no-exception";

  static final Failure RACE =
      new Failure("no-data-race", "data race: conflicting accesses are possible at once");

  static final String LOCK_FREE = "lock-free";

  static final Failure ENDLESS =
      new Failure(
          LOCK_FREE, "the vCPUs can go round like this for ever, and none finishes what it does");

  static final Failure LIVELOCK =
      new Failure(
          "no-livelock", "livelock: from here on, whatever the vCPUs do, they never all end");

  /** Whether it is about what follows a state, so that the state itself does not show it. */
  boolean isOfGraph() {
    return equals(LIVELOCK) || equals(ENDLESS);
  }
}
