package vcpucheck.checker.engine.frontier;

import vcpucheck.checker.engine.base.PagedInts;

/** From where each state was first reached. */
final class Parents {
  private static final int NONE = -1;

  private final PagedInts parents = new PagedInts();
  private final PagedInts depths = new PagedInts();

  Parents() {
    parents.add(NONE);
    depths.add(0);
  }

  /** Adds the next state. */
  void add(int parent) {
    parents.add(parent);
    depths.add(depths.get(parent) + 1);
  }

  int size() {
    return (int) parents.size();
  }

  /** The number of steps on the way that first led to a state. */
  int depth(int state) {
    return depths.get(state);
  }

  /** The states on that way, from the start to the state. */
  int[] path(int state) {
    int[] path = new int[depth(state) + 1];
    int at = state;
    for (int i = path.length - 1; i >= 0; i--) {
      path[i] = at;
      at = parents.get(at);
    }
    return path;
  }

  long bytes() {
    return parents.bytes() + depths.bytes();
  }
}
