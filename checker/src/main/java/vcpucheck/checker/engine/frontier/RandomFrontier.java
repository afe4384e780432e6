package vcpucheck.checker.engine.frontier;

import java.util.Arrays;
import java.util.SplittableRandom;
import vcpucheck.checker.trace.Schedule;

/**
 * Seeded random walks from the start: at each state one of its transitions is followed, each as
 * likely as the others. Never exhaustive.
 */
public final class RandomFrontier implements Frontier {
  private static final int WALKS = 10_000;
  private static final int STEPS = 100_000;

  private final SplittableRandom random;
  private final Parents parents = new Parents();
  private int walks;
  private int[] walk = new int[64];
  private int length;
  private int next;
  private int offers = 1;

  public RandomFrontier(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public boolean advance(int most) {
    if (offers == 0 || length == STEPS) {
      walks++;
      length = 0;
      next = 0;
    }
    offers = 0;
    if (walks == WALKS) {
      return false;
    }
    if (length == walk.length) {
      walk = Arrays.copyOf(walk, length * 2);
    }
    walk[length++] = next;
    return true;
  }

  @Override
  public int state() {
    return walk[length - 1];
  }

  @Override
  public int end() {
    return state() + 1;
  }

  @Override
  public void leave() {}

  @Override
  public int depth() {
    return length - 1;
  }

  @Override
  public long waiting() {
    return (long) WALKS - walks;
  }

  @Override
  public void offer(int target, int vcpu, boolean fresh) {
    if (fresh) {
      parents.add(state());
    }
    offers++;
    if (random.nextInt(offers) == 0) {
      next = target;
    }
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
    return Arrays.copyOf(walk, length);
  }

  @Override
  public int[] pathTo(int state) {
    return parents.path(state);
  }

  @Override
  public boolean isExhaustive() {
    return false;
  }

  @Override
  public long bytes() {
    return parents.bytes() + (long) walk.length * Integer.BYTES;
  }
}
