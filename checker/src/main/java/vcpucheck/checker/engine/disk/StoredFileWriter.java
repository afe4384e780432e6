package vcpucheck.checker.engine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Writes a file; it is deleted unless it is finished. */
final class StoredFileWriter implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final SearchFolder folder;
  private final String name;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final CRC32C checksum = new CRC32C();
  private long bytes;
  private boolean isFinished;

  /**
   * Begins a file.
   *
   * @param kind what is in it, for its name
   */
  StoredFileWriter(SearchFolder folder, String kind) throws IOException {
    this.folder = folder;
    name = folder.newName(kind);
    channel = folder.create(name);
  }

  /** Writes a word. */
  void put(long word) throws IOException {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    buffer.putLong(word);
  }

  /** Writes the first words of an array. */
  void put(long[] words, int count) throws IOException {
    for (int w = 0; w < count; w++) {
      put(words[w]);
    }
  }

  /** Writes a byte. */
  void put(byte value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put(value);
  }

  /** Writes an array that is at most as long as a block of a run. */
  void put(byte[] block) throws IOException {
    if (buffer.remaining() < block.length) {
      flush();
    }
    buffer.put(block);
  }

  private void flush() throws IOException {
    buffer.flip();
    bytes += buffer.remaining();
    checksum.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      folder.write(channel, buffer);
    }
    buffer.clear();
  }

  /** Ends the file. */
  StoredFile finish() throws IOException {
    flush();
    channel.close();
    folder.finish(name);
    isFinished = true;
    return new StoredFile(name, bytes, (int) checksum.getValue());
  }

  @Override
  public void close() throws IOException {
    if (!isFinished) {
      channel.close();
      folder.delete(name);
    }
  }
}
