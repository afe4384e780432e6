package vcpucheck.checker.engine.cluster.runs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vcpucheck.checker.machine.state.Layout;

/** The layouts that a search has had, by number: files name those that their states are in. */
public final class LayoutTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int variables;

  /** For each layout, the bits of its fields. */
  private final ArrayList<byte[]> layouts = new ArrayList<>();

  private transient List<Layout> restored = new ArrayList<>();

  public LayoutTable(int variables) {
    this.variables = variables;
  }

  /** Writes all of them. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(layouts.size());
    for (byte[] layout : layouts) {
      out.writeInt(layout.length);
      out.write(layout);
    }
  }

  /** Reads what was saved. */
  public static LayoutTable restore(DataInput in, int variables) throws IOException {
    LayoutTable table = new LayoutTable(variables);
    for (int left = in.readInt(); left > 0; left--) {
      byte[] layout = new byte[in.readInt()];
      in.readFully(layout);
      table.layouts.add(layout);
    }
    return table;
  }

  /** The number of a layout, which is added if it is not the last. */
  public int number(Layout layout) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    layout.save(new DataOutputStream(bytes));
    byte[] saved = bytes.toByteArray();
    int last = layouts.size() - 1;
    if (last < 0 || !Arrays.equals(layouts.get(last), saved)) {
      layouts.add(saved);
      last++;
    }
    return last;
  }

  public synchronized Layout get(int number) throws IOException {
    if (restored == null) {
      restored = new ArrayList<>();
    }
    while (restored.size() < layouts.size()) {
      byte[] saved = layouts.get(restored.size());
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
      restored.add(Layout.restore(in, variables, saved.length));
    }
    return restored.get(number);
  }
}
