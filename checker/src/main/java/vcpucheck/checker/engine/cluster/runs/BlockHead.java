package vcpucheck.checker.engine.cluster.runs;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands before a block of states of a {@link RunFile}, with a checksum of its own: who passes
 * over a block relies on it.
 *
 * @param states how many states the block has
 * @param first the least of their keys
 * @param last the greatest of their keys
 * @param bytes how long the block is
 * @param checksum of its bytes
 */
record BlockHead(int states, long first, long last, int bytes, int checksum) {
  /** The most states in a block. */
  static final int STATES = 512;

  private static final int SUMMED = 3 * Integer.BYTES + 2 * Long.BYTES;

  /** How long a head is. */
  static final int BYTES = SUMMED + Integer.BYTES;

  static BlockHead of(int states, long first, long last, byte[] block, int bytes) {
    return new BlockHead(states, first, last, bytes, checksum(block, bytes));
  }

  /** Whether bytes are a head as it was written. */
  static boolean isWhole(byte[] head) {
    return head.length == BYTES && ByteBuffer.wrap(head).getInt(SUMMED) == checksum(head, SUMMED);
  }

  /** Reads one that is whole. */
  static BlockHead of(byte[] head) {
    ByteBuffer in = ByteBuffer.wrap(head);
    return new BlockHead(in.getInt(), in.getLong(), in.getLong(), in.getInt(), in.getInt());
  }

  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.putInt(states).putLong(first).putLong(last).putInt(bytes).putInt(checksum);
    return out.putInt(checksum(out.array(), SUMMED)).array();
  }

  /** Whether it is that of a block, which is as it was written. */
  boolean isOf(byte[] block) {
    return checksum(block, bytes) == checksum;
  }

  private static int checksum(byte[] of, int bytes) {
    CRC32C sum = new CRC32C();
    sum.update(of, 0, bytes);
    return (int) sum.getValue();
  }
}
