package vcpucheck.checker.engine.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A long list of longs that grows without being copied. */
public final class PagedLongs {
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MASK = CHUNK - 1;

  private long[][] chunks = new long[8][];
  private int present;

  /** Makes room for the elements below an index. */
  public void reserve(int size) {
    int needed = (size + MASK) >>> CHUNK_BITS;
    if (needed > chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(needed, chunks.length * 2));
    }
    for (; present < needed; present++) {
      chunks[present] = new long[CHUNK];
    }
  }

  public long get(int index) {
    return chunks[index >>> CHUNK_BITS][index & MASK];
  }

  public void set(int index, long value) {
    chunks[index >>> CHUNK_BITS][index & MASK] = value;
  }

  /** Writes the elements below an index. */
  public void save(DataOutput out, int size) throws IOException {
    reserve(size);
    for (int index = 0; index < size; index++) {
      out.writeLong(get(index));
    }
  }

  /** Reads what was saved. */
  public void restore(DataInput in, int size) throws IOException {
    reserve(size);
    for (int index = 0; index < size; index++) {
      set(index, in.readLong());
    }
  }

  public long bytes() {
    return (long) present * CHUNK * Long.BYTES;
  }
}
