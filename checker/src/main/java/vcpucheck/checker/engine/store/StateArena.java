package vcpucheck.checker.engine.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.engine.base.Paging;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/** States whole, one after the other in the order of their numbers, in chunks. */
public final class StateArena implements Arena {
  /** So small that no chunk is more than a collector likes to have in one piece. */
  static final Paging PAGING = new Paging(12);

  private static final int CHUNK = PAGING.length();
  private static final long[] DROPPED = {};
  private static final boolean[] NONE_MOVED = {};

  private final StateCodec codec;
  private long[][] chunks = new long[8][];
  private int present;
  private int words;

  /** Which chunks are in the machine's layout while others are not yet. */
  private boolean[] isMoved = NONE_MOVED;

  public StateArena(StateCodec codec) {
    this.codec = codec;
    words = codec.layout().words();
  }

  @Override
  public void reserve(int size) {
    int needed = PAGING.chunks(size);
    chunks = Paging.withRoom(chunks, needed);
    for (int chunk = needed - 1; chunk >= 0 && chunks[chunk] == null; chunk--) {
      chunks[chunk] = new long[CHUNK * words];
      present++;
    }
  }

  @Override
  public void set(int number, long[] states, int offset) {
    long[] chunk = chunks[PAGING.chunk(number)];
    int at = PAGING.place(number) * words;
    for (int w = 0; w < words; w++) {
      chunk[at + w] = states[offset + w];
    }
  }

  @Override
  public void get(int number, long[] target) {
    long[] chunk = chunks[PAGING.chunk(number)];
    int at = PAGING.place(number) * words;
    for (int w = 0; w < words; w++) {
      target[w] = chunk[at + w];
    }
  }

  @Override
  public boolean is(int number, long[] states, int offset) {
    long[] chunk = chunks[PAGING.chunk(number)];
    int at = PAGING.place(number) * words;
    for (int w = 0; w < words; w++) {
      if (chunk[at + w] != states[offset + w]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void hashes(int from, int end, long[] target) {
    for (int number = from; number < end; number++) {
      long[] chunk = chunks[PAGING.chunk(number)];
      target[number - from] = StateStore.hash(codec, chunk, PAGING.place(number) * words);
    }
  }

  @Override
  public long touch(int number) {
    return chunks[PAGING.chunk(number)][PAGING.place(number) * words];
  }

  /** Gives up the chunk that a state is in, for ever. */
  void drop(int number) {
    chunks[PAGING.chunk(number)] = DROPPED;
    present--;
  }

  @Override
  public void relayout(Layout.Relocation relocation, int size, WorkerPool workers) {
    words = codec.layout().words();
    if (isMoved.length == 0) {
      isMoved = new boolean[chunks.length];
    }
    long[][] copies = new long[workers.count()][];
    workers.run(
        chunks.length,
        (chunk, worker) -> {
          long[] source = chunks[chunk];
          if (source != null && source.length > 0 && !isMoved[chunk]) {
            int count = PAGING.count(chunk, size);
            copies[worker] = move(chunk, count, relocation, copies[worker]);
            isMoved[chunk] = true;
          }
        });
    isMoved = NONE_MOVED;
  }

  /**
   * Moves a chunk, in its place if it is long enough: a new one would have to be fetched from
   * memory.
   *
   * @param copy of a chunk, no longer needed; or null
   * @return such a copy
   */
  private long @Nullable [] move(
      int chunk, int count, Layout.Relocation relocation, long @Nullable [] copy) {
    long[] source = chunks[chunk];
    if (source.length != CHUNK * words) {
      long[] target = new long[CHUNK * words];
      relocation.copy(count, source, target);
      chunks[chunk] = target;
      return copy;
    }
    long[] before = copy == null ? new long[source.length] : copy;
    System.arraycopy(source, 0, before, 0, count * words);
    Arrays.fill(source, 0);
    relocation.copy(count, before, source);
    return before;
  }

  @Override
  public void clear() {
    chunks = new long[8][];
    present = 0;
    words = codec.layout().words();
  }

  /** Writes the states below a number, but for those that were dropped. */
  void save(DataOutput out, int size) throws IOException {
    for (int first = 0; first < size; first += CHUNK) {
      long[] chunk = chunks[PAGING.chunk(first)];
      boolean isHeld = chunk.length > 0;
      out.writeBoolean(isHeld);
      int length = isHeld ? Math.min(CHUNK, size - first) * words : 0;
      for (int i = 0; i < length; i++) {
        out.writeLong(chunk[i]);
      }
    }
  }

  /** Reads what was saved, into an empty arena, in the layout that it was saved in. */
  void restore(DataInput in, int size) throws IOException {
    words = codec.layout().words();
    for (int first = 0; first < size; first += CHUNK) {
      reserve(first + 1);
      if (in.readBoolean()) {
        long[] chunk = chunks[PAGING.chunk(first)];
        int length = Math.min(CHUNK, size - first) * words;
        for (int i = 0; i < length; i++) {
          chunk[i] = in.readLong();
        }
      } else {
        drop(first);
      }
    }
  }

  @Override
  public long bytes() {
    return (long) present * CHUNK * words * Long.BYTES;
  }
}
