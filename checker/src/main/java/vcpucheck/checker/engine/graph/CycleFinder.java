package vcpucheck.checker.engine.graph;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.Optional;
import vcpucheck.checker.engine.base.CancellationCheck;

/**
 * Looks for a cycle of a completely explored graph: a way to go on for ever.
 *
 * <p>A graph of blocks has one if that of operations has: what is moved in an execution, or added
 * to it, to make it one of blocks leaves it endless, and no block is.
 */
public final class CycleFinder {
  private static final byte NEW = 0;
  private static final byte OPEN = 1;
  private static final byte CLOSED = 2;

  private final StateGraph graph;
  private final CancellationCheck patience;
  private final byte[] seen;
  private int[] path = new int[64];
  private int[] next = new int[64];
  private int length;

  public CycleFinder(StateGraph graph, CancellationCheck patience) {
    this.graph = graph;
    this.patience = patience;
    seen = new byte[graph.states()];
  }

  /**
   * A cycle: its states from one of them on until the same again; empty if there is none.
   *
   * @throws java.util.concurrent.CancellationException if patience ends
   */
  public Optional<ImmutableIntArray> find() {
    push(0);
    while (length > 0) {
      patience.step();
      int state = path[length - 1];
      if (next[length - 1] == graph.degree(state)) {
        seen[state] = CLOSED;
        length--;
        continue;
      }
      int target = graph.target(state, next[length - 1]++);
      if (seen[target] == OPEN) {
        return Optional.of(cycle(target));
      }
      if (seen[target] == NEW) {
        push(target);
      }
    }
    return Optional.empty();
  }

  private void push(int state) {
    if (length == path.length) {
      path = Arrays.copyOf(path, length * 2);
      next = Arrays.copyOf(next, length * 2);
    }
    path[length] = state;
    next[length++] = 0;
    seen[state] = OPEN;
  }

  private ImmutableIntArray cycle(int first) {
    int from = length - 1;
    while (path[from] != first) {
      from--;
    }
    return ImmutableIntArray.builder()
        .addAll(ImmutableIntArray.copyOf(Arrays.copyOfRange(path, from, length)))
        .add(first)
        .build();
  }
}
