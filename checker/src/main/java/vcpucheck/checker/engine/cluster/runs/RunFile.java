package vcpucheck.checker.engine.cluster.runs;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A file of states of one part, sorted by their keys.
 *
 * @param name in its folder
 * @param layout the number of the layout that they are in
 * @param count how many there are
 * @param tier how often they were merged
 */
public record RunFile(String name, int layout, long count, int tier) implements Serializable {
  public void save(DataOutput out) throws IOException {
    out.writeUTF(name);
    out.writeInt(layout);
    out.writeLong(count);
    out.writeInt(tier);
  }

  public static RunFile restore(DataInput in) throws IOException {
    return new RunFile(in.readUTF(), in.readInt(), in.readLong(), in.readInt());
  }
}
