package vcpucheck.checker.memory.threads;

import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.memory.Slab;

/**
 * Decides natively what the explorer decides in a simulation. Called by several threads at once.
 */
public interface Choices {
  /**
   * Decides {@link Memory#choose}, and which slot {@link Slab.Reuse#ANY} takes.
   *
   * @param what what is decided
   * @param alternatives how many there are, at least 1
   * @return from 0 to {@code alternatives - 1}
   */
  default int choose(String what, int alternatives) {
    return 0;
  }

  /**
   * Decides whether one allocation fails.
   *
   * @param slab the slab's name
   */
  default boolean allocationFails(String slab) {
    return false;
  }
}
