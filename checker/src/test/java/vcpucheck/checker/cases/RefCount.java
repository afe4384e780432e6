package vcpucheck.checker.cases;

import vcpucheck.checker.memory.Access;
import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;

/** A count of references. */
record RefCount(IntCell count) {
  static RefCount of(Cells cells, String name, int initial) {
    return new RefCount(cells.intCell(name, initial));
  }

  /** Takes a reference unless there is none. */
  boolean incrementUnlessZero() {
    return count.addUnless(1, 0) != 0;
  }

  /** Takes a reference, whether or not there is one. */
  void increment() {
    count.add(1, Access.OPAQUE);
  }

  /** Gives a reference back; says whether it was the last. */
  boolean decrementAndTest() {
    return count.getAndAdd(-1) == 1;
  }
}
