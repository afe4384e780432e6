package vcpucheck.checker.engine.cluster.runs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * What has become of one part of the states that were reached.
 *
 * @param fresh the new states; empty if there are none
 * @param merged what has become of all runs of one tier; empty if they were not merged
 * @param ends how many of the new states are ends
 * @param cuts in how many of them an assumption fails
 */
public record Reduced(Optional<RunFile> fresh, Optional<RunFile> merged, long ends, long cuts) {
  public byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    save(out, fresh);
    save(out, merged);
    out.writeLong(ends);
    out.writeLong(cuts);
    return bytes.toByteArray();
  }

  private static void save(DataOutputStream out, Optional<RunFile> file) throws IOException {
    out.writeBoolean(file.isPresent());
    if (file.isPresent()) {
      file.get().save(out);
    }
  }

  public static Reduced of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return new Reduced(file(in), file(in), in.readLong(), in.readLong());
  }

  private static Optional<RunFile> file(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(RunFile.restore(in)) : Optional.empty();
  }
}
