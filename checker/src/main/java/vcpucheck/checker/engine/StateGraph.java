package vcpucheck.checker.engine;

/** The explored part of the state graph: for each expanded state the states that it leads to. */
final class StateGraph {
  private static final int NOT_EXPANDED = -1;

  private final IntLog targets = new IntLog();
  private final IntLog first = new IntLog();
  private final IntLog degree = new IntLog();
  private int open = NOT_EXPANDED;

  /** Adds a state that is not expanded yet. */
  void addState() {
    first.add(NOT_EXPANDED);
    degree.add(0);
  }

  boolean isExpanded(int state) {
    return first.get(state) != NOT_EXPANDED;
  }

  /** Begins the list of transitions of a state. */
  void expand(int state) {
    close();
    first.set(state, Math.toIntExact(targets.size()));
    open = state;
  }

  private void close() {
    if (open != NOT_EXPANDED) {
      degree.set(open, (int) (targets.size() - first.get(open)));
      open = NOT_EXPANDED;
    }
  }

  /** Adds a transition to the state begun last. */
  void addTransition(int target) {
    targets.add(target);
  }

  int states() {
    return (int) first.size();
  }

  long transitions() {
    return targets.size();
  }

  int degree(int state) {
    close();
    return degree.get(state);
  }

  /** The state that a state's transition leads to. */
  int target(int state, int index) {
    return targets.get((long) first.get(state) + index);
  }

  long bytes() {
    return targets.bytes() + first.bytes() + degree.bytes();
  }
}
