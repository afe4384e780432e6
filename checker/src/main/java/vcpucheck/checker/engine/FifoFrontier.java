package vcpucheck.checker.engine;

import vcpucheck.checker.trace.Schedule;

/** Breadth first. States are expanded in the order of their numbers: the store is the queue. */
final class FifoFrontier implements Frontier {
  private final LevelledParents parents = new LevelledParents();
  private int state;
  private int end;

  @Override
  public boolean advance(int most) {
    if (end == parents.size()) {
      return false;
    }
    if (end == parents.levelEnd()) {
      parents.beginLevel();
    }
    state = end;
    end = Math.min(parents.levelEnd(), state + most);
    return true;
  }

  @Override
  public int state() {
    return state;
  }

  @Override
  public int end() {
    return end;
  }

  @Override
  public void leave() {
    parents.endChildren();
    state++;
  }

  @Override
  public int depth() {
    return parents.level();
  }

  /** How many steps the shortest way to a state has. */
  int depth(int ofState) {
    return parents.depth(ofState);
  }

  @Override
  public long waiting() {
    return (long) parents.size() - state;
  }

  @Override
  public void offer(int target, int vcpu, boolean fresh) {
    if (fresh) {
      parents.addChild();
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
    return end == parents.levelEnd() ? depth() + 1L : depth();
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

  @Override
  public long bytes() {
    return parents.bytes();
  }
}
