package vcpucheck.checker.engine.cluster.runs;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import vcpucheck.checker.cluster.ClusterFolder;

/**
 * Writes a {@link RunFile}: blocks of states, each a {@link BlockHead}, then the differences of the
 * keys, then the words.
 */
public final class RunWriter implements Closeable {
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  /** The most bytes that the difference of two keys takes. */
  private static final int LONGEST = 10;

  private final String name = UUID.randomUUID() + ".run";
  private final int layout;
  private final int words;
  private final DataOutputStream out;
  private final long[] keys = new long[BlockHead.STATES];
  private final long[] states;
  private int inBlock;
  private long count;

  /**
   * Begins a file.
   *
   * @param layout the number of the layout that the states are in
   * @param words how many words a state has
   */
  public RunWriter(ClusterFolder folder, int layout, int words) throws IOException {
    this.layout = layout;
    this.words = words;
    states = new long[BlockHead.STATES * words];
    out = new DataOutputStream(new BufferedOutputStream(folder.create(name), 1 << 16));
  }

  /** Adds a state whose key is not less than that of the one before. */
  public void add(long key, long[] state) throws IOException {
    keys[inBlock] = key;
    System.arraycopy(state, 0, states, inBlock * words, words);
    count++;
    if (++inBlock == BlockHead.STATES) {
      endBlock();
    }
  }

  private void endBlock() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(inBlock * (LONGEST + words * Long.BYTES));
    for (int i = 1; i < inBlock; i++) {
      long rest = keys[i] - keys[i - 1];
      while ((rest & -MORE) != 0) {
        block.put((byte) (rest | MORE));
        rest >>>= PAYLOAD_BITS;
      }
      block.put((byte) rest);
    }
    block.asLongBuffer().put(states, 0, inBlock * words);
    int bytes = block.position() + inBlock * words * Long.BYTES;
    long last = keys[inBlock - 1];
    out.write(BlockHead.of(inBlock, keys[0], last, block.array(), bytes).toBytes());
    out.write(block.array(), 0, bytes);
    inBlock = 0;
  }

  /**
   * Ends the file.
   *
   * @param tier how often its states were merged
   */
  public RunFile finish(int tier) throws IOException {
    if (inBlock > 0) {
      endBlock();
    }
    out.close();
    return new RunFile(name, layout, count, tier);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
