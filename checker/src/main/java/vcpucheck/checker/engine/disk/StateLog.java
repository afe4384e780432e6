package vcpucheck.checker.engine.disk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.engine.store.ExactStore;
import vcpucheck.checker.machine.state.Layout;
import vcpucheck.checker.machine.state.StateCodec;

/** The states on disk in the order in which they were found, which is that of the search. */
final class StateLog {
  /**
   * Consecutive states.
   *
   * @param file has their words
   * @param layout that they are in
   * @param begin the place of the first
   * @param count how many they are
   */
  record Segment(StoredFile file, Layout layout, long begin, int count) {}

  private final SearchFolder folder;
  private final StateCodec codec;
  private final List<Segment> segments = new ArrayList<>();

  StateLog(SearchFolder folder, StateCodec codec) {
    this.folder = folder;
    this.codec = codec;
  }

  /** How many states there are. */
  long size() {
    return segments.isEmpty() ? 0 : end(segments.size() - 1);
  }

  private long end(int segment) {
    return segments.get(segment).begin() + segments.get(segment).count();
  }

  /** Writes all states of a store. */
  Segment write(ExactStore store) throws IOException {
    try (StoredFileWriter writer = new StoredFileWriter(folder, "states")) {
      long[] state = new long[codec.layout().words()];
      for (int number = 0; number < store.size(); number++) {
        store.take(number, state);
        writer.put(state, state.length);
      }
      return new Segment(writer.finish(), codec.layout(), size(), store.size());
    }
  }

  void add(Segment segment) {
    segments.add(segment);
  }

  /** Reads states, into the layout of now. */
  long[] read(long from, int count) throws IOException {
    int words = codec.layout().words();
    long[] states = new long[count * words];
    long at = from;
    for (int segment = segmentOf(from); at < from + count; segment++) {
      int part = (int) (Math.min(from + count, end(segment)) - at);
      long[] moved = read(segments.get(segment), at, part);
      System.arraycopy(moved, 0, states, (int) (at - from) * words, part * words);
      at += part;
    }
    return states;
  }

  private int segmentOf(long place) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(middle) <= place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long[] read(Segment segment, long from, int count) throws IOException {
    int words = segment.layout().words();
    ByteBuffer bytes = ByteBuffer.allocate(count * words * Long.BYTES);
    try (FileChannel channel = folder.open(segment.file())) {
      long position = (from - segment.begin()) * words * Long.BYTES;
      while (bytes.hasRemaining()) {
        int read = channel.read(bytes, position + bytes.position());
        if (read < 0) {
          throw new IOException("a file of states has become shorter");
        }
      }
    }
    long[] source = new long[count * words];
    bytes.flip().asLongBuffer().get(source);
    if (segment.layout() == codec.layout()) {
      return source;
    }
    long[] target = new long[count * codec.layout().words()];
    codec.from(segment.layout()).copy(count, source, target);
    return target;
  }

  void discard() {
    folder.discard(segments.stream().map(Segment::file).toList());
    segments.clear();
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(segments.size());
    for (Segment segment : segments) {
      segment.file().save(out);
      segment.layout().save(out);
      out.writeInt(segment.count());
    }
  }

  void restore(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      StoredFile file = StoredFile.restore(in);
      Layout layout = codec.layout(in);
      folder.use(file);
      add(new Segment(file, layout, size(), in.readInt()));
    }
  }
}
