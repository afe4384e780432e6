package vcpucheck.checker.engine.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import vcpucheck.checker.cluster.ClusterJob;
import vcpucheck.checker.engine.cluster.runs.RunPart;
import vcpucheck.checker.engine.cluster.runs.RunReader;
import vcpucheck.checker.engine.cluster.runs.Shape;
import vcpucheck.checker.engine.cluster.runs.StateCursor;
import vcpucheck.checker.engine.cluster.runs.StateKey;
import vcpucheck.checker.engine.store.StateStore;

/**
 * Looks for the states of a level from which a violation is near: those that lead to one of some
 * states of the next level, or those behind which the violation lies. Answers with their hashes.
 */
final class TraceJob implements ClusterJob {
  private static final long serialVersionUID = 1L;

  /** The part for hashes. */
  static final int NEAR = 0;

  /** The part for states that only the driver can expand. */
  static final int UNKNOWN = 1;

  static final int PARTS = 2;

  private final Snapshot snapshot;
  private final Shape shape;
  private final int level;
  private final long cost;

  /** The hashes of the states of the next level, sorted; empty for the violation itself. */
  private final long[] next;

  TraceJob(Snapshot snapshot, Shape shape, int level, long cost, long[] next) {
    this.snapshot = snapshot;
    this.shape = shape;
    this.level = level;
    this.cost = cost;
    this.next = next;
  }

  @Override
  public void map(byte[] input, Sink sink) throws IOException {
    try (Replica.Lease lease = Replica.lease(snapshot);
        RunReader states = RunPart.of(input).open(shape)) {
      filter(lease.world(), states, sink);
    }
  }

  /** Hands on the hashes of the states from which the violation is near. */
  void filter(World world, StateCursor states, Sink sink) throws IOException {
    LevelExpander expander = new LevelExpander(world, level);
    long[] found = new long[64];
    int count = 0;
    long[] state = new long[shape.words()];
    while (states.advance()) {
      if (StateKey.is(states.key(), StateKey.UNEXPANDED)) {
        continue;
      }
      states.take(state);
      if (!expander.expand(state)) {
        sink.accept(UNKNOWN, bytes(state));
      } else if (isNear(expander, state)) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = StateKey.of(StateStore.hash(world.system().codec(), state, 0), 0);
      }
    }
    ByteBuffer block = ByteBuffer.allocate(count * Long.BYTES);
    block.asLongBuffer().put(found, 0, count);
    sink.accept(NEAR, block.array());
  }

  private static byte[] bytes(long[] state) {
    ByteBuffer bytes = ByteBuffer.allocate(state.length * Long.BYTES);
    bytes.asLongBuffer().put(state);
    return bytes.array();
  }

  private boolean isNear(LevelExpander expander, long[] state) {
    if (next.length == 0) {
      return expander.hasViolation(state, cost);
    }
    for (int i = 0; i < expander.transitions().count(); i++) {
      if (!expander.transitions().isFaulty(i)
          && Arrays.binarySearch(next, StateKey.of(expander.key(i), 0)) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public byte[] reduce(int partition, Iterator<byte[]> blocks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (blocks.hasNext()) {
      all.writeBytes(blocks.next());
    }
    return all.toByteArray();
  }
}
