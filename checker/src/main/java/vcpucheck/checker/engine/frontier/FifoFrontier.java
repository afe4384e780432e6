package vcpucheck.checker.engine.frontier;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalLong;
import vcpucheck.checker.engine.base.StateSpaceEstimator;
import vcpucheck.checker.engine.base.UnaryDegrees;
import vcpucheck.checker.trace.Schedule;

/** Breadth first. States are expanded in the order of their numbers: the store is the queue. */
public final class FifoFrontier implements SavableFrontier {
  private final LevelledParents parents;

  /** The place of the state in {@link #parents}. */
  private long state;

  private long end;

  /** Makes a frontier in which the start waits. */
  public FifoFrontier(LevelledParents parents) {
    this.parents = parents;
  }

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
    return number(state);
  }

  @Override
  public int end() {
    return number(end);
  }

  private int number(long place) {
    return Math.toIntExact(place - parents.before());
  }

  @Override
  public boolean isWithinLevel() {
    return state < end || end < parents.levelEnd();
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

  /** How many steps the shortest way to the state found last has. */
  public int deepest() {
    return parents.size() > parents.levelEnd() ? depth() + 1 : depth();
  }

  @Override
  public long waiting() {
    return parents.size() - state;
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
    return parents.path(number(state));
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
    out.writeLong(state);
    out.writeLong(end);
    parents.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    state = in.readLong();
    end = in.readLong();
    parents.restore(in);
  }

  @Override
  public OptionalLong estimate() {
    int whole = parents.level() + 1;
    return new StateSpaceEstimator(
            whole,
            level -> level == whole ? parents.levelEnd() : parents.levelBegin(level),
            parents.size())
        .total();
  }

  @Override
  public long bytes() {
    return parents.bytes();
  }
}
