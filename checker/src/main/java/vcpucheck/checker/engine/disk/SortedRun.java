package vcpucheck.checker.engine.disk;

import java.io.Closeable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/**
 * States sorted by the prefix of their hash, in two files: the prefixes, in blocks of one length
 * that have their first prefix whole and the differences of the others, and the states' words.
 */
final class SortedRun {
  /** How many bytes a block of prefixes has. */
  static final int BLOCK = 1 << 12;

  /** What a block begins with: how many prefixes it has, and the first. */
  static final int HEAD = Integer.BYTES + Long.BYTES;

  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  /** The two files. */
  record Files(StoredFile hashes, StoredFile states) {}

  private final SearchFolder folder;
  private final Files files;
  private final Layout layout;
  private final BlockIndex blocks;
  private final long size;

  SortedRun(SearchFolder folder, Files files, Layout layout, BlockIndex blocks, long size) {
    this.folder = folder;
    this.files = files;
    this.layout = layout;
    this.blocks = blocks;
    this.size = size;
  }

  /** How many states it has. */
  long size() {
    return size;
  }

  BlockIndex blocks() {
    return blocks;
  }

  /** The layout that its states are in. */
  Layout layout() {
    return layout;
  }

  /** Opens the files. */
  Reader open() throws IOException {
    return new Reader();
  }

  /** What reads the files. */
  final class Reader implements Closeable {
    private final FileChannel hashes;
    private final FileChannel states;

    private Reader() throws IOException {
      hashes = folder.open(files.hashes());
      states = folder.open(files.states());
    }

    /** Reads blocks; returns how many there were, at least one. */
    int read(int block, ByteBuffer target) throws IOException {
      target.clear();
      long left = (long) (blocks.count() - block) * BLOCK;
      target.limit((int) Math.min(target.capacity(), left));
      readFully(hashes, target, (long) block * BLOCK);
      return target.flip().limit() / BLOCK;
    }

    /** Reads as many states as there is room for, in the run's layout. */
    void readStates(long first, ByteBuffer target) throws IOException {
      readFully(states, target, first * layout.words() * Long.BYTES);
      target.flip();
    }

    @Override
    public void close() throws IOException {
      hashes.close();
      states.close();
    }
  }

  /**
   * Takes the prefixes out of a block.
   *
   * @param at where the block begins
   * @param target receives them
   * @return how many there are
   */
  static int decode(byte[] bytes, int at, long[] target) {
    ByteBuffer head = ByteBuffer.wrap(bytes, at, HEAD);
    int count = head.getInt();
    long prefix = head.getLong();
    target[0] = prefix;
    int next = at + HEAD;
    for (int i = 1; i < count; i++) {
      int value = bytes[next++];
      long delta = value;
      if (value < 0) {
        delta = value & (MORE - 1);
        int shift = PAYLOAD_BITS;
        do {
          value = bytes[next++];
          delta |= (long) (value & (MORE - 1)) << shift;
          shift += PAYLOAD_BITS;
        } while (value < 0);
      }
      prefix += delta;
      target[i] = prefix;
    }
    return count;
  }

  static void readFully(FileChannel channel, ByteBuffer target, long position) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int read = channel.read(target, at);
      if (read < 0) {
        throw new IOException("a file of states has become shorter");
      }
      at += read;
    }
  }

  List<StoredFile> files() {
    return List.of(files.hashes(), files.states());
  }

  /** Says that it is of no use any more. */
  void discard() {
    folder.discard(files());
  }

  void save(DataOutput out) throws IOException {
    files.hashes().save(out);
    files.states().save(out);
    layout.save(out);
    out.writeLong(size());
  }

  static SortedRun restore(DataInput in, SearchFolder folder, StateCodec codec) throws IOException {
    Files files = new Files(StoredFile.restore(in), StoredFile.restore(in));
    Layout layout = codec.layout(in);
    long states = in.readLong();
    folder.use(files.hashes());
    folder.use(files.states());
    try (FileChannel hashes = folder.open(files.hashes())) {
      return new SortedRun(folder, files, layout, BlockIndex.of(hashes), states);
    }
  }
}
