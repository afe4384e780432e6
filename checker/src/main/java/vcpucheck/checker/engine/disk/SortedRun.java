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

  /**
   * What is known of the blocks.
   *
   * @param firsts for each, its first prefix
   * @param begins for each, how many states are in those before it
   * @param states how many states are in all of them
   */
  record Blocks(long[] firsts, long[] begins, long states) {
    int count() {
      return firsts.length;
    }
  }

  private final SearchFolder folder;
  private final Files files;
  private final Layout layout;
  private final Blocks blocks;

  SortedRun(SearchFolder folder, Files files, Layout layout, Blocks blocks) {
    this.folder = folder;
    this.files = files;
    this.layout = layout;
    this.blocks = blocks;
  }

  /** How many states it has. */
  long size() {
    return blocks.states();
  }

  int blocks() {
    return blocks.count();
  }

  /** The layout that its states are in. */
  Layout layout() {
    return layout;
  }

  /** How many states are in the blocks before one. */
  long begin(int block) {
    return blocks.begins()[block];
  }

  /**
   * The first block, from one on, that may have a prefix.
   *
   * @return the number of blocks if there is none
   */
  int seek(long prefix, int from) {
    long[] firsts = blocks.firsts();
    int step = 1;
    int low = from;
    int high = from + 1;
    while (high < firsts.length && firsts[high] < prefix) {
      low = high;
      high += step;
      step *= 2;
    }
    high = Math.min(high, firsts.length);
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firsts[middle] < prefix) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
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
  static int decode(ByteBuffer block, int at, long[] target) {
    byte[] bytes = block.array();
    int count = block.getInt(at);
    long prefix = block.getLong(at + Integer.BYTES);
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

  private static void readFully(FileChannel channel, ByteBuffer target, long position)
      throws IOException {
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
    int count = (int) (files.hashes().bytes() / BLOCK);
    long[] firsts = new long[count];
    long[] begins = new long[count];
    long begin = 0;
    try (FileChannel channel = folder.open(files.hashes())) {
      ByteBuffer head = ByteBuffer.allocate(HEAD);
      for (int block = 0; block < count; block++) {
        head.clear();
        readFully(channel, head, (long) block * BLOCK);
        begins[block] = begin;
        begin += head.getInt(0);
        firsts[block] = head.getLong(Integer.BYTES);
      }
    }
    return new SortedRun(folder, files, layout, new Blocks(firsts, begins, states));
  }
}
