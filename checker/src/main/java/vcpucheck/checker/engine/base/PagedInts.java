package vcpucheck.checker.engine.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A long list of ints that grows without being copied. */
public final class PagedInts {
  private static final Paging PAGING = new Paging(16);

  private int[][] chunks = new int[8][];
  private long size;

  public void add(int value) {
    int chunk = PAGING.chunk(size);
    int place = PAGING.place(size);
    if (place == 0) {
      addChunk(chunk);
    }
    chunks[chunk][place] = value;
    size++;
  }

  private void addChunk(int chunk) {
    chunks = Paging.withRoom(chunks, chunk + 1);
    chunks[chunk] = new int[PAGING.length()];
  }

  public int get(long index) {
    return chunks[PAGING.chunk(index)][PAGING.place(index)];
  }

  public void set(long index, int value) {
    chunks[PAGING.chunk(index)][PAGING.place(index)] = value;
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
    return (long) PAGING.chunks(size) * PAGING.length() * Integer.BYTES;
  }
}
