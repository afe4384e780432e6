package vcpucheck.checker.oracle.axiomatic;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Fence;

/** One instruction of a thread. Locations and the registers of a thread are numbered from 0. */
public sealed interface Instruction {
  /** Loads a location into a register. */
  record Load(int location, int register, Access access) implements Instruction {}

  /** Stores a constant. */
  record Store(int location, int value, Access access) implements Instruction {}

  /** Stores the value of a register: a data dependency. */
  record Copy(int location, int register, Access access) implements Instruction {}

  /** Adds to a location; the register gets the value before. */
  record Add(int location, int delta, int register, Access access) implements Instruction {}

  /** Stores a constant; the register gets the value before. */
  record Swap(int location, int value, int register, Access access) implements Instruction {}

  /** Stores a constant if the expected value is found; the register gets the value found. */
  record CompareAndSwap(int location, int expected, int value, int register, Access access)
      implements Instruction {}

  /** Orders accesses. */
  record Barrier(Fence fence) implements Instruction {}

  /**
   * Ends the thread unless the register has the value: a control dependency of all that follows.
   */
  record Require(int register, int value) implements Instruction {}
}
