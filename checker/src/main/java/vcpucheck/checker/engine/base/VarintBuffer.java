package vcpucheck.checker.engine.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A long list of numbers that grows without copying: small ones take fewer bytes, negative ones the
 * most.
 */
public final class VarintBuffer {
  private static final Paging PAGING = new Paging(16);
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  private byte[][] chunks = new byte[8][];
  private long size;
  private long cursor;

  /** Adds a number: seven bits in a byte, the lowest first. */
  public void add(long number) {
    long rest = number;
    while ((rest & -MORE) != 0) {
      append((byte) (rest | MORE));
      rest >>>= PAYLOAD_BITS;
    }
    append((byte) rest);
  }

  private void append(byte value) {
    int chunk = PAGING.chunk(size);
    int place = PAGING.place(size);
    if (place == 0) {
      chunks = Paging.withRoom(chunks, chunk + 1);
      chunks[chunk] = new byte[PAGING.length()];
    }
    chunks[chunk][place] = value;
    size++;
  }

  /** How many bytes the numbers take: where the next one begins. */
  public long size() {
    return size;
  }

  /** Goes to where a number begins. */
  public void seek(long position) {
    cursor = position;
  }

  /** Where {@link #read} goes on. */
  public long position() {
    return cursor;
  }

  /** Reads the next number. */
  public long read() {
    int first = chunks[PAGING.chunk(cursor)][PAGING.place(cursor)];
    cursor++;
    return first >= 0 ? first : readMore(first & (MORE - 1));
  }

  private long readMore(long lowest) {
    long number = lowest;
    int shift = PAYLOAD_BITS;
    while (true) {
      byte value = chunks[PAGING.chunk(cursor)][PAGING.place(cursor)];
      cursor++;
      number |= (long) (value & (MORE - 1)) << shift;
      if (value >= 0) {
        return number;
      }
      shift += PAYLOAD_BITS;
    }
  }

  /** Adds a number that may be negative: 0 and those near it take the fewest bytes. */
  public void addSigned(long number) {
    add((number << 1) ^ (number >> (Long.SIZE - 1)));
  }

  /** Reads the next number, which was added as one that may be negative. */
  public long readSigned() {
    long number = read();
    return (number >>> 1) ^ -(number & 1);
  }

  /** Passes over numbers. */
  public void skip(long count) {
    for (long left = count; left > 0; cursor++) {
      if (chunks[PAGING.chunk(cursor)][PAGING.place(cursor)] >= 0) {
        left--;
      }
    }
  }

  public void save(DataOutput out) throws IOException {
    out.writeLong(size);
    for (long done = 0; done < size; done += PAGING.length()) {
      out.write(chunks[PAGING.chunk(done)], 0, (int) Math.min(PAGING.length(), size - done));
    }
  }

  /** Reads what was saved, into an empty list. */
  public void restore(DataInput in) throws IOException {
    size = in.readLong();
    chunks = new byte[PAGING.chunks(size) + 1][];
    for (long done = 0; done < size; done += PAGING.length()) {
      byte[] chunk = new byte[PAGING.length()];
      in.readFully(chunk, 0, (int) Math.min(PAGING.length(), size - done));
      chunks[PAGING.chunk(done)] = chunk;
    }
  }

  public long bytes() {
    return (long) PAGING.chunks(size) * PAGING.length();
  }
}
