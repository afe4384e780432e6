package vcpucheck.checker.engine.frontier;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import vcpucheck.checker.trace.Schedule;

/** Breadth first, whole levels at once, whose states are elsewhere. */
public final class LevelFrontier implements SavableFrontier {
  private int level;
  private long waiting;

  /**
   * Goes to a level.
   *
   * @param newLevel how many steps lie between the start and its states
   * @param states how many states wait, in it or behind it
   */
  public void enter(int newLevel, long states) {
    level = newLevel;
    waiting = states;
  }

  @Override
  public boolean advance(int most) {
    return false;
  }

  @Override
  public int state() {
    return 0;
  }

  @Override
  public int end() {
    return 0;
  }

  @Override
  public void leave() {
    throw elsewhere();
  }

  @Override
  public int depth() {
    return level;
  }

  @Override
  public long waiting() {
    return waiting;
  }

  @Override
  public void offer(int target, int vcpu, boolean fresh) {
    throw elsewhere();
  }

  @Override
  public long cost(int vcpu) {
    return level + 1L;
  }

  @Override
  public long cost(Schedule pending) {
    return level;
  }

  @Override
  public long floor() {
    return level + 1L;
  }

  @Override
  public int[] path() {
    throw elsewhere();
  }

  @Override
  public int[] pathTo(int state) {
    throw elsewhere();
  }

  private static AssertionError elsewhere() {
    return new AssertionError("checker bug: the states of a level are elsewhere");
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(level);
    out.writeLong(waiting);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    level = in.readInt();
    waiting = in.readLong();
  }

  @Override
  public boolean isExhaustive() {
    return true;
  }

  @Override
  public long bytes() {
    return 0;
  }
}
