package vcpucheck.checker.engine;

import vcpucheck.checker.Options;
import vcpucheck.checker.engine.system.TransitionSystem;

/** What the store that is asked for keeps, and the properties that are asked for need. */
final class StoreCheck {
  private StoreCheck() {}

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if a property needs more than the store keeps
   */
  static void check(TransitionSystem system, Options options) {
    if (system.properties().wantsLockFree()
        && system.vcpus().hasDaemons()
        && options.store() == Options.Store.FINGERPRINT) {
      throw new IllegalArgumentException(
          "whether daemons get on needs states whole: store="
              + options.store()
              + "; use an exact store for lock-freedom with daemons");
    }
    boolean needsGraph = system.properties().wantsProgress() || system.properties().wantsLockFree();
    if (needsGraph && options.store() == Options.Store.DISK) {
      throw new IllegalArgumentException(
          "livelocks and lock-freedom need the graph of all states in memory: store="
              + options.store()
              + "; use an exact store, or leave the property out");
    }
  }

  /**
   * Whether it is known of each state which vCPUs wait. Fingerprints do not tell where a vCPU is,
   * and both they and a disk are for searches that are short of memory.
   */
  static boolean tellsWhoWaits(Options options) {
    return options.store() != Options.Store.FINGERPRINT && options.store() != Options.Store.DISK;
  }
}
