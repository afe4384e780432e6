package vcpucheck.checker.engine.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** How small things are written into a checkpoint. */
public final class CheckpointFields {
  private CheckpointFields() {}

  /** Writes a set of small numbers. */
  public static void bits(DataOutput out, BitSet set) throws IOException {
    out.writeInt(set.cardinality());
    for (int bit = set.nextSetBit(0); bit >= 0; bit = set.nextSetBit(bit + 1)) {
      out.writeInt(bit);
    }
  }

  /** Reads a set of small numbers. */
  public static BitSet bits(DataInput in) throws IOException {
    BitSet set = new BitSet();
    for (int left = in.readInt(); left > 0; left--) {
      set.set(in.readInt());
    }
    return set;
  }

  /** Writes texts. */
  public static void texts(DataOutput out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  /** Reads texts. */
  public static List<String> texts(DataInput in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

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
