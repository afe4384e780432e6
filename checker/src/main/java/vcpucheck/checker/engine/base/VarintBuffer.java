package vcpucheck.checker.engine.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A long list of non-negative numbers, small ones in fewer bytes, that grows without copying. */
public final class VarintBuffer {
  private static final int CHUNK_BITS = 16;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MASK = CHUNK - 1;
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  private byte[][] chunks = new byte[8][];
  private long size;
  private long cursor;

  /** Adds a number: seven bits in a byte, the lowest first. */
  public void add(long number) {
    long rest = number;
    while (rest >= MORE) {
      append((byte) (rest | MORE));
      rest >>>= PAYLOAD_BITS;
    }
    append((byte) rest);
  }

  private void append(byte value) {
    int chunk = (int) (size >>> CHUNK_BITS);
    int at = (int) size & MASK;
    if (at == 0) {
      if (chunk == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunk * 2);
      }
      chunks[chunk] = new byte[CHUNK];
    }
    chunks[chunk][at] = value;
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
    int first = chunks[(int) (cursor >>> CHUNK_BITS)][(int) cursor & MASK];
    cursor++;
    return first >= 0 ? first : readMore(first & (MORE - 1));
  }

  private long readMore(long lowest) {
    long number = lowest;
    int shift = PAYLOAD_BITS;
    while (true) {
      byte value = chunks[(int) (cursor >>> CHUNK_BITS)][(int) cursor & MASK];
      cursor++;
      number |= (long) (value & (MORE - 1)) << shift;
      if (value >= 0) {
        return number;
      }
      shift += PAYLOAD_BITS;
    }
  }

  /** Passes over numbers. */
  public void skip(long count) {
    for (long left = count; left > 0; cursor++) {
      if (chunks[(int) (cursor >>> CHUNK_BITS)][(int) cursor & MASK] >= 0) {
        left--;
      }
    }
  }

  public void save(DataOutput out) throws IOException {
    out.writeLong(size);
    for (long done = 0; done < size; done += CHUNK) {
      out.write(chunks[(int) (done >>> CHUNK_BITS)], 0, (int) Math.min(CHUNK, size - done));
    }
  }

  /** Reads what was saved, into an empty list. */
  public void restore(DataInput in) throws IOException {
    size = in.readLong();
    chunks = new byte[Math.toIntExact((size + MASK) >>> CHUNK_BITS) + 1][];
    for (long done = 0; done < size; done += CHUNK) {
      byte[] chunk = new byte[CHUNK];
      in.readFully(chunk, 0, (int) Math.min(CHUNK, size - done));
      chunks[(int) (done >>> CHUNK_BITS)] = chunk;
    }
  }

  public long bytes() {
    return ((size + MASK) >>> CHUNK_BITS) * CHUNK;
  }
}
