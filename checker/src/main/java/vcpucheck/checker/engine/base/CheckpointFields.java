package vcpucheck.checker.engine.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How small things are written into a checkpoint. */
public final class CheckpointFields {
  private CheckpointFields() {}

  public static void text(DataOutput out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  public static String text(DataInput in) throws IOException {
    char[] text = new char[in.readInt()];
    for (int i = 0; i < text.length; i++) {
      text[i] = in.readChar();
    }
    return new String(text);
  }

  public static void flags(DataOutput out, boolean[] flags) throws IOException {
    for (boolean flag : flags) {
      out.writeBoolean(flag);
    }
  }

  /** Reads as many flags as there is room for. */
  public static void flags(DataInput in, boolean[] target) throws IOException {
    for (int i = 0; i < target.length; i++) {
      target[i] = in.readBoolean();
    }
  }
}
