package vcpucheck.checker.engine.frontier;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalLong;
import vcpucheck.checker.engine.base.UnaryDegrees;
import vcpucheck.checker.trace.Schedule;

/** Breadth first. States are expanded in the order of their numbers: the store is the queue. */
public final class FifoFrontier implements SavableFrontier {
  private final LoudsParents parents = new LoudsParents();
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
  public boolean leave(int states, UnaryDegrees children) {
    parents.add(children);
    state += states;
    return true;
  }

  @Override
  public int depth() {
    return parents.level();
  }

  /** How many steps the shortest way to a state has. */
  public int depth(int ofState) {
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
  public void save(DataOutput out) throws IOException {
    out.writeInt(state);
    out.writeInt(end);
    parents.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    state = in.readInt();
    end = in.readInt();
    parents.restore(in);
  }

  @Override
  public OptionalLong estimate() {
    return StateSpaceEstimator.of(parents).total();
  }

  @Override
  public long bytes() {
    return parents.bytes();
  }
}
