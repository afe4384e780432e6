package vcpucheck.checker;

import java.math.BigInteger;

/**
 * How many interleavings an exploration covered: the number of paths from the start of the state
 * graph to its ends.
 */
public sealed interface Interleavings {
  /** The graph has no cycle. */
  record Finite(BigInteger count) implements Interleavings {
    @Override
    public String toString() {
      return count.toString();
    }
  }

  /** The graph has a cycle: interleavings of every length. */
  record Infinite() implements Interleavings {
    @Override
    public String toString() {
      return "infinite";
    }
  }

  /** Not counted: the search did not cover the whole graph, or counting took too much. */
  record Unknown() implements Interleavings {
    @Override
    public String toString() {
      return "unknown";
    }
  }
}
