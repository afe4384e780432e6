package vcpucheck.checker.engine.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A long list of longs that grows without being copied. */
public final class PagedLongs {
  private static final Paging PAGING = new Paging(14);

  private long[][] chunks = new long[8][];
  private int present;

  /** Makes room for the elements below an index. */
  public void reserve(int size) {
    int needed = PAGING.chunks(size);
    chunks = Paging.withRoom(chunks, needed);
    for (; present < needed; present++) {
      chunks[present] = new long[PAGING.length()];
    }
  }

  public long get(int index) {
    return chunks[PAGING.chunk(index)][PAGING.place(index)];
  }

  public void set(int index, long value) {
    chunks[PAGING.chunk(index)][PAGING.place(index)] = value;
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
    return (long) present * PAGING.length() * Long.BYTES;
  }
}
