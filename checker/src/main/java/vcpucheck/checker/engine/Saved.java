package vcpucheck.checker.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How small things are written into a checkpoint. */
final class Saved {
  private Saved() {}

  static void text(DataOutput out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  static String text(DataInput in) throws IOException {
    char[] text = new char[in.readInt()];
    for (int i = 0; i < text.length; i++) {
      text[i] = in.readChar();
    }
    return new String(text);
  }

  static void flags(DataOutput out, boolean[] flags) throws IOException {
    for (boolean flag : flags) {
      out.writeBoolean(flag);
    }
  }

  /** Reads as many flags as there is room for. */
  static void flags(DataInput in, boolean[] target) throws IOException {
    for (int i = 0; i < target.length; i++) {
      target[i] = in.readBoolean();
    }
  }

  static void failure(DataOutput out, Failure failure) throws IOException {
    text(out, failure.property());
    text(out, failure.message());
  }

  static Failure failure(DataInput in) throws IOException {
    String property = text(in);
    return new Failure(property, text(in));
  }
}
