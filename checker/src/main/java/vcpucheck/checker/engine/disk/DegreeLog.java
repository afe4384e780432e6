package vcpucheck.checker.engine.disk;

import java.io.BufferedInputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import vcpucheck.checker.engine.base.VarintBuffer;

/**
 * How many children each state has that was expanded, in order: a sequence of small numbers, of
 * which the last are in memory and those before them on disk.
 */
final class DegreeLog {
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  private final SearchFolder folder;
  private final List<StoredFile> files = new ArrayList<>();
  private VarintBuffer last = new VarintBuffer();
  private long stored;

  DegreeLog(SearchFolder folder) {
    this.folder = folder;
  }

  void add(int degree) {
    last.add(degree);
  }

  /** The position at which the next number begins. */
  long position() {
    return stored + last.size();
  }

  /** Writes what is in memory. */
  StoredFile write() throws IOException {
    try (StoredFileWriter writer = new StoredFileWriter(folder, "degrees")) {
      last.seek(0);
      while (last.position() < last.size()) {
        long rest = last.read();
        while (rest >= MORE) {
          writer.put((byte) (rest | MORE));
          rest >>>= PAYLOAD_BITS;
        }
        writer.put((byte) rest);
      }
      return writer.finish();
    }
  }

  /** Says that what is in memory was written. */
  void spilled(StoredFile file) {
    add(file);
    last = new VarintBuffer();
  }

  private void add(StoredFile file) {
    files.add(file);
    stored += file.bytes();
  }

  /**
   * Finds, from a position on, the number with which the sum of the numbers exceeds a child's place
   * among the children.
   *
   * @return how many numbers are before it
   */
  long parent(long position, long child) throws IOException {
    Search search = new Search(child);
    long begin = 0;
    for (StoredFile file : files) {
      if (position < begin + file.bytes() && !search.isDone) {
        search.in(file, Math.max(0, position - begin));
      }
      begin += file.bytes();
    }
    if (!search.isDone) {
      search.inMemory(Math.max(0, position - stored));
    }
    return search.before;
  }

  /** Adds numbers up. */
  private final class Search {
    private final long child;
    private long sum;
    private long before;
    private boolean isDone;

    Search(long child) {
      this.child = child;
    }

    private void take(long degree) {
      sum += degree;
      isDone = sum > child;
      before += isDone ? 0 : 1;
    }

    void in(StoredFile file, long from) throws IOException {
      try (FileChannel channel = folder.open(file)) {
        channel.position(from);
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
        for (long at = from; at < file.bytes() && !isDone; at++) {
          long degree = next(in);
          for (int shift = PAYLOAD_BITS; degree >>> shift != 0; shift += PAYLOAD_BITS) {
            at += 1;
          }
          take(degree);
        }
      }
    }

    private long next(InputStream in) throws IOException {
      long number = 0;
      for (int shift = 0; ; shift += PAYLOAD_BITS) {
        int value = in.read();
        if (value < 0) {
          throw new EOFException("a file of states has become shorter");
        }
        number |= (long) (value & (MORE - 1)) << shift;
        if (value < MORE) {
          return number;
        }
      }
    }

    void inMemory(long from) {
      last.seek(from);
      while (!isDone) {
        take(last.read());
      }
    }
  }

  /** Says that nothing of it is needed any more. */
  void discard() {
    folder.discard(files);
    files.clear();
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(files.size());
    for (StoredFile file : files) {
      file.save(out);
    }
    last.save(out);
  }

  void restore(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      StoredFile file = StoredFile.restore(in);
      folder.use(file);
      add(file);
    }
    last = new VarintBuffer();
    last.restore(in);
  }

  long bytes() {
    return last.bytes();
  }
}
