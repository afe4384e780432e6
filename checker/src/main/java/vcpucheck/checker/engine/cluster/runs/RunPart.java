package vcpucheck.checker.engine.cluster.runs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive states of a file: what one task expands.
 *
 * @param begin the place of the first in the file
 * @param end the place after the last
 */
public record RunPart(RunFile file, long begin, long end) {
  /** So few that what they lead to fits into the memory of a task. */
  private static final long MOST = 256L * BlockHead.STATES;

  /** All states of some files. */
  public static List<RunPart> of(List<RunFile> files) {
    List<RunPart> parts = new ArrayList<>();
    for (RunFile file : files) {
      for (long begin = 0; begin < file.count(); begin += MOST) {
        parts.add(new RunPart(file, begin, Math.min(file.count(), begin + MOST)));
      }
    }
    return parts;
  }

  /** Goes to before the first of the states. */
  public RunReader open(Shape shape) throws IOException {
    RunReader reader = new RunReader(shape.folder(), file, shape.layouts(), shape.layout());
    try {
      reader.limit(begin, end);
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  public byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    file.save(out);
    out.writeLong(begin);
    out.writeLong(end);
    return bytes.toByteArray();
  }

  public static RunPart of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return new RunPart(RunFile.restore(in), in.readLong(), in.readLong());
  }
}
