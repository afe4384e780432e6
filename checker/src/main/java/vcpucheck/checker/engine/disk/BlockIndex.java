package vcpucheck.checker.engine.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Which prefixes the blocks of a {@link SortedRun} begin with. */
final class BlockIndex {
  /** For each block, its first prefix. */
  private long[] firsts = new long[64];

  /** For each block, how many states are in those before it. */
  private long[] begins = new long[64];

  private int count;

  /** Adds a block. */
  void add(long first, long begin) {
    if (count == firsts.length) {
      firsts = Arrays.copyOf(firsts, count * 2);
      begins = Arrays.copyOf(begins, count * 2);
    }
    firsts[count] = first;
    begins[count++] = begin;
  }

  int count() {
    return count;
  }

  /** The first prefix of a block. */
  long first(int block) {
    return firsts[block];
  }

  /** How many states are in the blocks before one. */
  long begin(int block) {
    return begins[block];
  }

  /**
   * The first block, from one on, that may have a prefix: the last that begins with a lesser one,
   * or the one to begin with.
   */
  int seek(long prefix, int from) {
    int step = 1;
    int low = from;
    int high = from + 1;
    while (high < count && firsts[high] < prefix) {
      low = high;
      high += step;
      step *= 2;
    }
    high = Math.min(high, count);
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

  /** Reads the heads of all blocks of a file. */
  static BlockIndex of(FileChannel hashes) throws IOException {
    BlockIndex index = new BlockIndex();
    byte[] block = new byte[SortedRun.BLOCK];
    ByteBuffer head = ByteBuffer.wrap(block);
    long begin = 0;
    for (long at = 0; at < hashes.size(); at += block.length) {
      SortedRun.readFully(hashes, head.clear().limit(SortedRun.HEAD), at);
      index.add(head.getLong(Integer.BYTES), begin);
      begin += head.getInt(0);
    }
    return index;
  }
}
