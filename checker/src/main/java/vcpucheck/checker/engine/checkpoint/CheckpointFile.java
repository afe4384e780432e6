package vcpucheck.checker.engine.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import vcpucheck.checker.CheckpointException;
import vcpucheck.checker.file.AtomicFile;

/**
 * A file that is replaced as a whole or not at all, and read only if every byte is as it was
 * written.
 */
public final class CheckpointFile {
  /*
   * A line that names the format, the content, and the SHA-256 of both.
   */
  private static final String FORMAT = "vcpucheck checkpoint ";

  /** To be raised with every change of what is saved, or of what a search does with it. */
  static final int VERSION = 16;

  private static final byte[] HEAD = (FORMAT + VERSION + "\n").getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final int BUFFER = 1 << 16;

  /** What a checkpoint holds. */
  @FunctionalInterface
  public interface Content {
    void save(DataOutput out) throws IOException;

    /** Called when it is the content of the file. */
    default void saved() {}
  }

  /** What is done with what a checkpoint holds. */
  @FunctionalInterface
  public interface Reader {
    void restore(DataInputStream in) throws IOException;
  }

  private final Path path;

  CheckpointFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("checker bug: every JDK has SHA-256", e);
    }
  }

  // ---- writing ----

  /**
   * Replaces the file.
   *
   * @throws IOException if that is impossible; the file is as it was
   */
  void write(Content content) throws IOException {
    new AtomicFile(path).write(channel -> write(content, channel));
  }

  private static void write(Content content, FileChannel channel) throws IOException {
    MessageDigest digest = digest();
    OutputStream file = Channels.newOutputStream(channel);
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new DigestOutputStream(file, digest), BUFFER));
    out.write(HEAD);
    content.save(out);
    out.flush();
    file.write(digest.digest());
  }

  // ---- reading ----

  /**
   * Reads the content.
   *
   * @throws CheckpointException if the file is not a whole checkpoint of this format
   */
  void read(Reader reader) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      checkHead(channel);
      checkDigest(channel);
      channel.position(HEAD.length);
      InputStream file = Channels.newInputStream(channel);
      reader.restore(new DataInputStream(new BufferedInputStream(file, BUFFER)));
    } catch (IOException e) {
      throw new CheckpointException(
          "a checkpoint must be a file that can be read: file=" + path + ", error=" + e, e);
    }
  }

  private void checkHead(FileChannel channel) throws IOException {
    byte[] head = Channels.newInputStream(channel).readNBytes(HEAD.length);
    if (Arrays.equals(head, HEAD)) {
      return;
    }
    boolean isOurs = new String(head, StandardCharsets.ISO_8859_1).startsWith(FORMAT);
    throw new CheckpointException(
        isOurs
            ? "a checkpoint must be of this version of vcpucheck: file="
                + path
                + ", version wanted="
                + VERSION
                + "; begin anew, or go on with the version that wrote it"
            : "a checkpoint must be a file that vcpucheck wrote: file=" + path);
  }

  private void checkDigest(FileChannel channel) throws IOException {
    MessageDigest digest = digest();
    digest.update(HEAD);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long left = channel.size() - HEAD.length - DIGEST;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(BUFFER, left));
      int read = channel.read(buffer);
      if (read < 0) {
        break;
      }
      digest.update(buffer.flip());
      left -= read;
    }
    byte[] recorded = Channels.newInputStream(channel).readNBytes(DIGEST);
    if (left != 0 || !MessageDigest.isEqual(recorded, digest.digest())) {
      throw new CheckpointException(
          "a checkpoint must be whole: file="
              + path
              + " is damaged or was cut off; take a copy of it, or begin anew");
    }
  }
}
