package vcpucheck.checker.engine.cluster.runs;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/** Goes through states that a task has sorted: for each its key, then its words. */
public final class CandidateBlock implements StateCursor {
  private final LongBuffer longs;
  private final int stride;
  private int at;

  /**
   * Goes to before the first state.
   *
   * @param words how many words a state has
   */
  public CandidateBlock(byte[] block, int words) {
    longs = ByteBuffer.wrap(block).asLongBuffer();
    stride = 1 + words;
    at = -stride;
  }

  @Override
  public boolean advance() {
    at += stride;
    return at < longs.limit();
  }

  @Override
  public long key() {
    return longs.get(at);
  }

  @Override
  public void take(long[] target) {
    longs.get(at + 1, target, 0, stride - 1);
  }
}
