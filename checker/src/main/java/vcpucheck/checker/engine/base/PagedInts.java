package vcpucheck.checker.engine.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A long list of ints that grows without being copied. */
public final class PagedInts {
  private static final int CHUNK_BITS = 16;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MASK = CHUNK - 1;

  private int[][] chunks = new int[8][];
  private long size;

  public void add(int value) {
    int chunk = (int) (size >>> CHUNK_BITS);
    int at = (int) size & MASK;
    if (at == 0) {
      addChunk(chunk);
    }
    chunks[chunk][at] = value;
    size++;
  }

  private void addChunk(int chunk) {
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    chunks[chunk] = new int[CHUNK];
  }

  public int get(long index) {
    return chunks[(int) (index >>> CHUNK_BITS)][(int) index & MASK];
  }

  public void set(long index, int value) {
    chunks[(int) (index >>> CHUNK_BITS)][(int) index & MASK] = value;
  }

  public long size() {
    return size;
  }

  public void save(DataOutput out) throws IOException {
    out.writeLong(size);
    for (long index = 0; index < size; index++) {
      out.writeInt(get(index));
    }
  }

  /** Reads what was saved, into an empty list. */
  public void restore(DataInput in) throws IOException {
    for (long left = in.readLong(); left > 0; left--) {
      add(in.readInt());
    }
  }

  public long bytes() {
    return ((size + MASK) >>> CHUNK_BITS) * CHUNK * Integer.BYTES;
  }
}
