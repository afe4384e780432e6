package vcpucheck.checker.engine.cluster.runs;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import vcpucheck.checker.cluster.ClusterFolder;
import vcpucheck.checker.machine.state.Layout;

/** Goes through the states of a {@link RunFile}, in another layout if need be. */
public final class RunReader implements StateCursor {
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  private final RunFile file;
  private final DataInputStream in;
  private final Layout from;
  private final Layout.Relocation relocation;
  private final boolean isRelocated;
  private final long[] keys = new long[BlockHead.STATES];
  private final long[] source;
  private ByteBuffer block = ByteBuffer.allocate(0);

  /** Where the words of the block's states begin. */
  private int words;

  private int inBlock;
  private int at;

  /** How many states are in the blocks that were read or passed over. */
  private long passed;

  /** After how many states it ends. */
  private long end;

  /**
   * Goes to before the first state.
   *
   * @param to the layout that states are taken in
   */
  public RunReader(ClusterFolder folder, RunFile file, LayoutTable layouts, int to)
      throws IOException {
    this.file = file;
    end = file.count();
    from = layouts.get(file.layout());
    relocation = layouts.get(to).from(from);
    isRelocated = file.layout() != to;
    source = new long[from.words()];
    in = new DataInputStream(new BufferedInputStream(folder.open(file.name()), 1 << 16));
    at = -1;
  }

  @Override
  public boolean advance() throws IOException {
    return ++at < inBlock || readBlock(0, true);
  }

  /**
   * Passes over states at the beginning, and leaves out those at the end.
   *
   * @param begin the number of the first state, from 0, a multiple of {@link BlockHead#STATES}
   * @param newEnd the number of the state after the last, likewise or the number of all
   */
  public void limit(long begin, long newEnd) throws IOException {
    while (passed < begin) {
      skip(nextHead());
    }
    end = newEnd;
  }

  /** Goes on to the first state whose key is not less than one; false if there is none. */
  public boolean seek(long key) throws IOException {
    if (at < 0 && !advance()) {
      return false;
    }
    if (at >= inBlock) {
      return false;
    }
    if (StateKey.compare(keys[inBlock - 1], key) < 0 && !readBlock(key, false)) {
      at = inBlock;
      return false;
    }
    while (StateKey.compare(keys[at], key) < 0) {
      at++;
    }
    return true;
  }

  /** Reads the next block, or the next one that ends with a key not less than one. */
  private boolean readBlock(long key, boolean isAny) throws IOException {
    while (passed < end) {
      BlockHead head = nextHead();
      if (isAny || StateKey.compare(head.last(), key) >= 0) {
        read(head);
        return true;
      }
      skip(head);
    }
    inBlock = 0;
    at = 0;
    return false;
  }

  private BlockHead nextHead() throws IOException {
    byte[] head = in.readNBytes(BlockHead.BYTES);
    requireWhole(BlockHead.isWhole(head));
    return BlockHead.of(head);
  }

  private void skip(BlockHead head) throws IOException {
    passed += head.states();
    try {
      in.skipNBytes(head.bytes());
    } catch (EOFException e) {
      requireWhole(false);
    }
  }

  private void read(BlockHead head) throws IOException {
    int bytes = head.bytes();
    if (block.capacity() < bytes) {
      block = ByteBuffer.allocate(bytes * 2);
    }
    requireWhole(in.readNBytes(block.array(), 0, bytes) == bytes);
    requireWhole(head.isOf(block.array()));
    block.clear().limit(bytes);
    keys[0] = head.first();
    for (int i = 1; i < head.states(); i++) {
      keys[i] = keys[i - 1] + difference();
    }
    words = block.position();
    passed += head.states();
    inBlock = head.states();
    at = 0;
  }

  private void requireWhole(boolean isWhole) throws IOException {
    if (!isWhole) {
      throw new IOException("a file of states is damaged or was cut off: name=" + file.name());
    }
  }

  private long difference() {
    long number = 0;
    for (int shift = 0; ; shift += PAYLOAD_BITS) {
      int value = block.get();
      number |= (long) (value & (MORE - 1)) << shift;
      if (value >= 0) {
        return number;
      }
    }
  }

  @Override
  public long key() {
    return keys[at];
  }

  @Override
  public void take(long[] target) {
    long[] into = isRelocated ? source : target;
    for (int w = 0; w < source.length; w++) {
      into[w] = block.getLong(words + (at * source.length + w) * Long.BYTES);
    }
    if (isRelocated) {
      Arrays.fill(target, 0);
      relocation.copy(1, source, target);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
