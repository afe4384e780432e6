package vcpucheck.checker.engine;

import vcpucheck.checker.trace.Schedule;

/** Breadth first. States are expanded in the order of their numbers: the store is the queue. */
final class FifoFrontier implements Frontier {
  private final Parents parents = new Parents();
  private int state = -1;

  @Override
  public boolean advance() {
    if (state + 1 == parents.size()) {
      return false;
    }
    state++;
    return true;
  }

  @Override
  public int state() {
    return state;
  }

  @Override
  public int depth() {
    return parents.depth(state);
  }

  /** How many steps the shortest way to a state has. */
  int depth(int ofState) {
    return parents.depth(ofState);
  }

  @Override
  public long waiting() {
    return parents.size() - state - 1L;
  }

  @Override
  public void offer(int target, int vcpu, boolean fresh) {
    if (fresh) {
      parents.add(state);
    }
  }

  @Override
  public long cost(int vcpu) {
    return depth() + 1L;
  }

  @Override
  public long cost(Schedule pending) {
    return depth();
  }

  @Override
  public long floor() {
    return state < 0 ? -1 : depth();
  }

  @Override
  public int[] path() {
    return parents.path(state);
  }

  @Override
  public int[] pathTo(int target) {
    return parents.path(target);
  }

  @Override
  public boolean isExhaustive() {
    return true;
  }
}
