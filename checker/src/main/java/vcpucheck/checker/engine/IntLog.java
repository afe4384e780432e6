package vcpucheck.checker.engine;

import java.util.ArrayList;
import java.util.List;

/** A long list of ints that grows without being copied. */
final class IntLog {
  private static final int CHUNK_BITS = 16;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private final List<int[]> chunks = new ArrayList<>();
  private long size;

  void add(int value) {
    int chunk = (int) (size >>> CHUNK_BITS);
    if (chunk == chunks.size()) {
      chunks.add(new int[CHUNK]);
    }
    chunks.get(chunk)[(int) size & (CHUNK - 1)] = value;
    size++;
  }

  int get(long index) {
    return chunks.get((int) (index >>> CHUNK_BITS))[(int) index & (CHUNK - 1)];
  }

  void set(long index, int value) {
    chunks.get((int) (index >>> CHUNK_BITS))[(int) index & (CHUNK - 1)] = value;
  }

  long size() {
    return size;
  }

  long bytes() {
    return (long) chunks.size() * CHUNK * Integer.BYTES;
  }
}
