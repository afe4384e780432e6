package vcpucheck.checker.oracle;

import vcpucheck.checker.memory.Cells;
import vcpucheck.checker.memory.IntCell;
import vcpucheck.checker.memory.RefCell;

/** The struct that generated programs allocate. */
record Node(IntCell data, RefCell<Node> next) {
  static Node in(Cells cells) {
    return new Node(cells.intCell("data", 0), cells.refCell("next"));
  }

  @Override
  public String toString() {
    return "node";
  }
}
