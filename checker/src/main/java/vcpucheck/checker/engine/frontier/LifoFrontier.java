package vcpucheck.checker.engine.frontier;

import java.util.Arrays;
import vcpucheck.checker.trace.Schedule;

/** Depth first. */
public final class LifoFrontier implements Frontier {
  private final Parents parents = new Parents();
  private int[] stack = new int[64];
  private int size = 1;
  private int state;

  @Override
  public boolean advance(int most) {
    if (size == 0) {
      return false;
    }
    state = stack[--size];
    return true;
  }

  @Override
  public int state() {
    return state;
  }

  @Override
  public int end() {
    return state() + 1;
  }

  @Override
  public void leave() {}

  @Override
  public int depth() {
    return parents.depth(state);
  }

  @Override
  public long waiting() {
    return size;
  }

  @Override
  public void offer(int target, int vcpu, boolean fresh) {
    if (!fresh) {
      return;
    }
    parents.add(state);
    if (size == stack.length) {
      stack = Arrays.copyOf(stack, size * 2);
    }
    stack[size++] = target;
  }

  @Override
  public long cost(int vcpu) {
    return 0;
  }

  @Override
  public long cost(Schedule pending) {
    return 0;
  }

  @Override
  public long floor() {
    return 0;
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
    return parents.bytes() + (long) stack.length * Integer.BYTES;
  }
}
