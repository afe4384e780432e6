package vcpucheck.checker.engine.cluster.runs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import vcpucheck.checker.cluster.ClusterJob;

/**
 * Collects states that were reached, drops those that it has, and hands them on in blocks, sorted
 * and divided: a block is one record for whoever carries it, however many states it has.
 */
public final class CandidateBuffer {
  /** The bits of the number of a state in the buffer. */
  private static final int NUMBER_BITS = 16;

  private static final int STATES = 1 << NUMBER_BITS;
  private static final int RECENT = 1 << 14;

  private final int stride;
  private final int partitions;
  private final ClusterJob.Sink sink;
  private final long[] longs;

  /** For each value of some bits of the key, one more than the number of a state that has it. */
  private final int[] recent = new int[RECENT];

  private int count;

  /**
   * Makes an empty buffer.
   *
   * @param words how many words a state has
   */
  public CandidateBuffer(int words, int partitions, ClusterJob.Sink sink) {
    stride = 1 + words;
    this.partitions = partitions;
    this.sink = sink;
    longs = new long[STATES * stride];
  }

  /** Whether a state is known to be in the buffer. */
  public boolean has(long key, long[] states, int offset) {
    int number = recent[slot(key)] - 1;
    if (number < 0 || StateKey.compare(longs[number * stride], key) != 0) {
      return false;
    }
    int from = number * stride + 1;
    return Arrays.equals(longs, from, from + stride - 1, states, offset, offset + stride - 1);
  }

  private static int slot(long key) {
    return (int) (key >>> (Integer.SIZE - 1)) & (RECENT - 1);
  }

  public void add(long key, long[] states, int offset) {
    if (count == STATES) {
      flush();
    }
    longs[count * stride] = key;
    System.arraycopy(states, offset, longs, count * stride + 1, stride - 1);
    recent[slot(key)] = ++count;
  }

  /** Hands on what there is. */
  public void flush() {
    long[] order = order();
    ByteBuffer block = ByteBuffer.allocate(count * stride * Long.BYTES);
    int partition = 0;
    for (int place = 0; place < count; place++) {
      int number = number(order[place]);
      int of = StateKey.partition(longs[number * stride], partitions);
      if (of != partition) {
        handOn(partition, block);
        partition = of;
      }
      if (place == 0 || !isSame(number(order[place - 1]), number)) {
        for (int i = 0; i < stride; i++) {
          block.putLong(longs[number * stride + i]);
        }
      }
    }
    handOn(partition, block);
    count = 0;
    Arrays.fill(recent, 0);
  }

  private void handOn(int partition, ByteBuffer block) {
    if (block.position() > 0) {
      byte[] bytes = new byte[block.position()];
      block.flip().get(bytes);
      sink.accept(partition, bytes);
      block.clear();
    }
  }

  private boolean isSame(int number, int other) {
    int a = number * stride;
    int b = other * stride;
    return Arrays.equals(longs, a, a + stride, longs, b, b + stride);
  }

  /** The numbers of the states in the order of their keys, in the last bits. */
  private long[] order() {
    long[] order = new long[count];
    for (int number = 0; number < count; number++) {
      order[number] = ((longs[number * stride] ^ Long.MIN_VALUE) & -STATES) | number;
    }
    Arrays.sort(order);
    for (int place = 1; place < count; place++) {
      long moved = order[place];
      long key = longs[number(moved) * stride];
      int to = place;
      while (to > 0 && Long.compareUnsigned(longs[number(order[to - 1]) * stride], key) > 0) {
        order[to] = order[to - 1];
        to--;
      }
      order[to] = moved;
    }
    return order;
  }

  private static int number(long ordered) {
    return (int) ordered & (STATES - 1);
  }
}
