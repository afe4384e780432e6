package vcpucheck.checker.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is replaced as a whole or not at all: whatever happens, its name stands for what was
 * there before or for what is new.
 */
public final class AtomicFile {
  /*
   * The content is written beside the file, forced to the disk and moved into its place. The file
   * beside is locked meanwhile, because two processes may have been told to write one file; what a
   * killed process left there is written over.
   */
  private final Path path;
  private final Path temporary;

  /** A file that need not exist. */
  public AtomicFile(Path path) {
    this.path = path.toAbsolutePath();
    temporary = this.path.resolveSibling("." + this.path.getFileName() + ".new");
  }

  /** What the file is to hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it, from the channel's position on. */
    void write(FileChannel channel) throws IOException;
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  /**
   * Replaces the file.
   *
   * @throws IOException if that is impossible; the file is as it was
   */
  public void write(Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel);
      try {
        channel.truncate(0);
        content.write(channel);
        channel.force(true);
        Files.move(
            temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
    forceDirectory();
  }

  /**
   * Replaces the file by a text.
   *
   * @throws IOException if that is impossible; the file is as it was
   */
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Replaces the file by some bytes.
   *
   * @throws IOException if that is impossible; the file is as it was
   */
  public void write(byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    write(
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /**
   * Tries whether a file can be written in this place, and leaves everything as it was.
   *
   * @throws IOException if it cannot
   */
  public void probe() throws IOException {
    Files.delete(Files.createTempFile(path.getParent(), ".", ".probe"));
  }

  private void lock(FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("this process already writes " + temporary, e);
    }
    throw new IOException("another process writes " + temporary);
  }

  /** So that the new name outlives a power failure; where a directory cannot be forced, it may. */
  private void forceDirectory() {
    try (FileChannel directory = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      return;
    }
  }
}
