package vcpucheck.checker.engine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.CheckpointException;

/**
 * The folder that a search has its files in. Where checkpoints are made, it stays, and a file is
 * deleted only when no checkpoint names it any more; otherwise it is a temporary one.
 */
public final class SearchFolder implements Closeable {
  private static final String LOCK = "lock";

  /** The name of a file that {@link #newName} has named. */
  private static final Pattern NAME = Pattern.compile("[a-z]+-(\\d{1,18})");

  /** How something of a buffer is written. */
  @FunctionalInterface
  interface Output {
    void write(FileChannel channel, ByteBuffer buffer) throws IOException;
  }

  private final Output output;

  /** Where it is, if it stays. */
  private final @Nullable Path lasting;

  private @Nullable Path folder;
  private @Nullable FileChannel lock;
  private long next;

  /** The files in use. */
  private final Set<String> used = new HashSet<>();

  /** Those of them that a power failure may damage. */
  private final Set<String> unforced = new LinkedHashSet<>();

  /** Files of no use, which a checkpoint may name. */
  private final Set<String> garbage = new HashSet<>();

  /**
   * A folder that is made when the first file is.
   *
   * @param lasting where it is, if checkpoints are made
   */
  public SearchFolder(Optional<Path> lasting) {
    this(lasting, FileChannel::write);
  }

  SearchFolder(Optional<Path> lasting, Output output) {
    this.lasting = lasting.orElse(null);
    this.output = output;
  }

  private Path folder() throws IOException {
    if (folder == null) {
      Path made =
          lasting == null
              ? Files.createTempDirectory("vcpucheck-")
              : Files.createDirectories(lasting);
      lock(made);
      try (Stream<Path> found = Files.list(made)) {
        found.map(path -> path.getFileName().toString()).forEach(this::find);
      }
      folder = made;
    }
    return folder;
  }

  private void lock(Path where) throws IOException {
    FileChannel channel =
        FileChannel.open(where.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock = channel;
    try {
      @Nullable FileLock held = channel.tryLock();
      if (held != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("this process already searches in " + where, e);
    }
    throw new IOException("another process searches in " + where);
  }

  /** A file that was there before is of no use, unless it is opened. */
  private void find(String name) {
    Matcher matcher = NAME.matcher(name);
    if (matcher.matches()) {
      next = Math.max(next, Long.parseLong(matcher.group(1)) + 1);
      garbage.add(name);
    }
  }

  /** A name that no file has. */
  String newName(String kind) throws IOException {
    folder();
    return kind + "-" + next++;
  }

  /** Makes a file. */
  FileChannel create(String name) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder().resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    used.add(name);
    return channel;
  }

  /** Writes something of a buffer. */
  void write(FileChannel channel, ByteBuffer buffer) throws IOException {
    output.write(channel, buffer);
  }

  /** Says that a file is whole. */
  void finish(String name) {
    unforced.add(name);
  }

  /** Lets what was written outlive a power failure, before a checkpoint names it. */
  void force() throws IOException {
    if (lasting == null || unforced.isEmpty()) {
      return;
    }
    for (String name : unforced) {
      try (FileChannel channel =
          FileChannel.open(folder().resolve(name), StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    unforced.clear();
    try (FileChannel names = FileChannel.open(folder(), StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Opens a file for reading. */
  FileChannel open(StoredFile file) throws IOException {
    return FileChannel.open(folder().resolve(file.name()), StandardOpenOption.READ);
  }

  /**
   * Takes a file of before into use.
   *
   * @throws CheckpointException if it is not as it was
   */
  void use(StoredFile file) throws IOException {
    Path path = folder().resolve(file.name());
    if (!Files.exists(path)) {
      throw new CheckpointException(
          "the files of a checkpoint must be there: file="
              + path
              + " is missing; put it back, or begin anew");
    }
    if (Files.size(path) != file.bytes() || checksum(file) != file.checksum()) {
      throw new CheckpointException(
          "the files of a checkpoint must be whole: file="
              + path
              + " is damaged or was cut off; take a copy of it, or begin anew");
    }
    garbage.remove(file.name());
    used.add(file.name());
  }

  private int checksum(StoredFile file) throws IOException {
    CRC32C sum = new CRC32C();
    try (CheckedInputStream in = new CheckedInputStream(Channels.newInputStream(open(file)), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return (int) sum.getValue();
  }

  /** Says that files are of no use any more. */
  void discard(List<StoredFile> files) {
    for (StoredFile file : files) {
      used.remove(file.name());
      unforced.remove(file.name());
      garbage.add(file.name());
    }
    if (lasting == null) {
      saved();
    }
  }

  /** Deletes a file that no checkpoint names. */
  void delete(String name) throws IOException {
    used.remove(name);
    Files.deleteIfExists(folder().resolve(name));
  }

  /** Called when a checkpoint is made: it names the files in use only. */
  public void saved() {
    if (folder != null) {
      for (String name : garbage) {
        deleteQuietly(folder.resolve(name));
      }
    }
    garbage.clear();
  }

  /** A file that cannot be deleted takes room, and does no harm. */
  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      return;
    }
  }

  /** Where the files are. */
  @Override
  public String toString() {
    return String.valueOf(folder);
  }

  /** Ends the use of the folder. */
  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      return;
    }
    if (lasting == null) {
      used.forEach(name -> deleteQuietly(folder.resolve(name)));
      deleteQuietly(folder.resolve(LOCK));
      deleteQuietly(folder);
    }
  }
}
