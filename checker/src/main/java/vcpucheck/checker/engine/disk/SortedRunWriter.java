package vcpucheck.checker.engine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import vcpucheck.checker.machine.state.Layout;

/** Writes a {@link SortedRun}. */
final class SortedRunWriter implements Closeable {
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  /** The most bytes that the difference of two prefixes takes. */
  private static final int LONGEST = 9;

  private final SearchFolder folder;
  private final Layout layout;
  private final StoredFileWriter hashes;
  private final StoredFileWriter states;
  private final byte[] block = new byte[SortedRun.BLOCK];
  private final BlockIndex blocks = new BlockIndex();
  private int used;
  private int inBlock;
  private long last;
  private long count;

  SortedRunWriter(SearchFolder folder, Layout layout) throws IOException {
    this.folder = folder;
    this.layout = layout;
    hashes = new StoredFileWriter(folder, "hashes");
    states = new StoredFileWriter(folder, "run");
  }

  /** Adds a state whose prefix is not less than that of the one before. */
  void add(long prefix, long[] state) throws IOException {
    if (inBlock == 0 || used + LONGEST > block.length) {
      beginBlock(prefix);
    } else {
      putDelta(prefix - last);
    }
    last = prefix;
    inBlock++;
    count++;
    states.put(state, layout.words());
  }

  private void beginBlock(long prefix) throws IOException {
    endBlock();
    blocks.add(prefix, count);
    used = SortedRun.HEAD;
  }

  private void putDelta(long delta) {
    long rest = delta;
    while (rest >= MORE) {
      block[used++] = (byte) (rest | MORE);
      rest >>>= PAYLOAD_BITS;
    }
    block[used++] = (byte) rest;
  }

  private void endBlock() throws IOException {
    if (inBlock > 0) {
      ByteBuffer.wrap(block).putInt(inBlock).putLong(blocks.first(blocks.count() - 1));
      hashes.put(block);
      Arrays.fill(block, (byte) 0);
      inBlock = 0;
    }
  }

  SortedRun finish() throws IOException {
    endBlock();
    StoredFile first = hashes.finish();
    try {
      SortedRun.Files files = new SortedRun.Files(first, states.finish());
      return new SortedRun(folder, files, layout, blocks, count);
    } catch (IOException e) {
      folder.discard(List.of(first));
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    hashes.close();
    states.close();
  }
}
