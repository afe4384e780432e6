package vcpucheck.checker.model;

import vcpucheck.checker.memory.Memory;
import vcpucheck.checker.ordering.Weakening;

/**
 * A closed concurrent system: makes its shared state in a memory and says which vCPU programs run
 * on it and what must hold.
 */
@FunctionalInterface
public interface Model {
  /**
   * Makes the shared state.
   *
   * @param memory empty; whatever is shared must be made in it
   * @return the vCPUs and properties over that state; the same for every call
   */
  Program build(Memory memory);

  /** Which accesses and fences of the code are ordered otherwise than it says. */
  default Weakening weakening() {
    return Weakening.NONE;
  }
}
