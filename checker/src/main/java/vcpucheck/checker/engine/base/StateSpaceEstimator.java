package vcpucheck.checker.engine.base;

import java.util.OptionalLong;
import java.util.function.IntToLongFunction;

/**
 * Guesses from the sizes of the levels of a breadth-first search how many states there are in all.
 */
public final class StateSpaceEstimator {
  /*
   * The levels of most state graphs grow, ever more slowly, and then shrink, ever faster: the
   * logarithm of their sizes bends down like a parabola. One is fitted to the levels of the second
   * half of the way so far, by least squares, and followed from the last whole level on until a level
   * would be empty. As long as the sizes do not bend down, nothing is said. A graph may do whatever it
   * likes behind the horizon, so this is an estimate, and no result depends on it.
   */
  private static final int FEWEST = 8;
  private static final int MOST = 64;
  private static final double AHEAD = 8;

  /** How many levels are known in full. */
  private final int whole;

  /** How many states are before a level. */
  private final IntToLongFunction begin;

  private final long size;

  /**
   * Makes an estimator.
   *
   * @param whole how many levels are known in full
   * @param begin how many states are before a level, also the one after these
   * @param size how many states are known
   */
  public StateSpaceEstimator(int whole, IntToLongFunction begin, long size) {
    this.whole = whole;
    this.begin = begin;
    this.size = size;
  }

  /** About how many states there are; empty if nothing speaks for a number. */
  public OptionalLong total() {
    int first = whole / 2;
    int count = Math.min(MOST, whole - first);
    if (count < FEWEST) {
      return OptionalLong.empty();
    }
    double[] x = new double[count];
    double[] y = new double[count];
    int span = whole - 1 - first;
    for (int i = 0; i < count; i++) {
      int level = first + (int) ((long) span * i / (count - 1));
      x[i] = (double) (level - first) / span;
      y[i] = Math.log(size(level));
    }
    double[] parabola = parabola(x, y);
    return parabola[2] < 0 ? OptionalLong.of(follow(parabola, span)) : OptionalLong.empty();
  }

  private double size(int level) {
    return (double) (begin.applyAsLong(level + 1) - begin.applyAsLong(level));
  }

  /** Adds up the levels to come, as many times further as the way so far at the most. */
  private long follow(double[] parabola, int span) {
    double total = begin.applyAsLong(whole);
    double offset = Math.log(size(whole - 1)) - value(parabola, 1);
    for (int step = 1; step < AHEAD * whole; step++) {
      double log = offset + value(parabola, 1 + (double) step / span);
      if (log < 0) {
        break;
      }
      total += Math.exp(log);
    }
    return Math.max(size, Math.round(Math.min(total, Long.MAX_VALUE)));
  }

  private static double value(double[] parabola, double x) {
    return parabola[0] + parabola[1] * x + parabola[2] * x * x;
  }

  /** The coefficients of the parabola with the least squares: the normal equations, solved. */
  private static double[] parabola(double[] x, double[] y) {
    double[] powers = new double[5];
    double[] right = new double[3];
    for (int i = 0; i < x.length; i++) {
      double power = 1;
      for (int exponent = 0; exponent < powers.length; exponent++) {
        powers[exponent] += power;
        if (exponent < right.length) {
          right[exponent] += power * y[i];
        }
        power *= x[i];
      }
    }
    return solve(powers, right);
  }

  /** Solves the equations sum(powers[row + column] * result[column]) = right[row] (Cramer). */
  private static double[] solve(double[] powers, double[] right) {
    double[] result = new double[3];
    double whole = determinant(powers, right, -1);
    for (int column = 0; column < result.length; column++) {
      result[column] = determinant(powers, right, column) / whole;
    }
    return result;
  }

  private static double determinant(double[] powers, double[] right, int replaced) {
    double[][] m = new double[3][3];
    for (int row = 0; row < m.length; row++) {
      for (int column = 0; column < m.length; column++) {
        m[row][column] = column == replaced ? right[row] : powers[row + column];
      }
    }
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }
}
