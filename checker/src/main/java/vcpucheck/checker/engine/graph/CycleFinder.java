package vcpucheck.checker.engine.graph;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.Optional;
import vcpucheck.checker.engine.base.CancellationCheck;

/**
 * Looks for a cycle of a completely explored graph: a way to go on for ever.
 *
 * <p>Looking for cycles without progress, it searches from every state, for progress may lead to
 * where one begins.
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
  private final Progress progress;
  private final byte[] seen;
  private int[] path = new int[64];
  private int[] next = new int[64];
  private int length;

  /** Tells which transitions no cycle can have. */
  @FunctionalInterface
  public interface Progress {
    /** Whether something is finished with a transition of a state. */
    boolean isMade(int state, int index);
  }

  public CycleFinder(StateGraph graph, CancellationCheck patience, Progress progress) {
    this.graph = graph;
    this.progress = progress;
    this.patience = patience;
    seen = new byte[graph.states()];
  }

  /**
   * A cycle without progress: its states from one of them on until the same again; empty if there
   * is none.
   *
   * @throws java.util.concurrent.CancellationException if patience ends
   */
  public Optional<ImmutableIntArray> find() {
    for (int state = 0; state < graph.states(); state++) {
      if (seen[state] == NEW) {
        Optional<ImmutableIntArray> cycle = findFrom(state);
        if (cycle.isPresent()) {
          return cycle;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ImmutableIntArray> findFrom(int start) {
    push(start);
    while (length > 0) {
      patience.step();
      int state = path[length - 1];
      if (next[length - 1] == graph.degree(state)) {
        seen[state] = CLOSED;
        length--;
        continue;
      }
      int transition = next[length - 1]++;
      if (progress.isMade(state, transition)) {
        continue;
      }
      int target = graph.target(state, transition);
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
