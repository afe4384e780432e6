package vcpucheck.checker.engine.classfile;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a class and what they refer to, read from its class file (The Java Virtual Machine
 * Specification, chapter 4).
 */
public final class ClassFile {
  private static final int MAGIC = 0xCAFEBABE;

  /** What a method is known by. */
  public record Signature(String name, String descriptor) {}

  /** A field or method that is referred to, and the class it is looked up in: "java/lang/Math". */
  public record Reference(String owner, String name, String descriptor) {}

  /** The code of a method. */
  public static final class Code {
    private final byte[] bytes;
    private final List<Handler> handlers;

    /** The source line of each instruction that begins one, by its position. */
    private final NavigableMap<Integer, Integer> lines;

    private Code(byte[] bytes, List<Handler> handlers, NavigableMap<Integer, Integer> lines) {
      this.bytes = bytes;
      this.handlers = handlers;
      this.lines = lines;
    }

    public List<Handler> handlers() {
      return handlers;
    }

    /** The instructions from one on. */
    public Instructions from(int position) {
      return new Instructions(bytes, position);
    }

    /**
     * Where a method may be that is in the middle of a call. Agents that measure or debug insert
     * instructions into what runs, so that positions are not those of the file; lines are.
     *
     * @param position the position of the call in the code that runs
     * @param line its source line, negative if that is not known
     */
    public List<Integer> calls(int position, int line) {
      List<Integer> ofLine = new ArrayList<>();
      for (Instructions at = from(0); !at.hasEnded(); at.advance()) {
        if (at.isCall() && line(at.position()) == line) {
          ofLine.add(at.position());
        }
      }
      return ofLine.isEmpty() || ofLine.contains(position) ? List.of(position) : ofLine;
    }

    /** The source line of an instruction, negative if it is not known. */
    public int line(int position) {
      Map.Entry<Integer, Integer> begun = lines.floorEntry(position);
      return begun == null ? -1 : begun.getValue();
    }
  }

  /**
   * A handler of exceptions.
   *
   * @param type the class that it catches, or null if it catches everything
   */
  public record Handler(int from, int end, int handler, @Nullable String type) {}

  private final Map<Signature, Code> methods = new HashMap<>();

  /** For each constant, what it is made of: a string, a number, or numbers of other constants. */
  private final Object[] constants;

  /** For each method that a call site is linked by, the methods that it is given. */
  private final List<List<Reference>> bootstraps = new ArrayList<>();

  /** The name of the source file; empty if it is not known. */
  private String source = "";

  private record Pair(int tag, int first, int second) {}

  private ClassFile(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("a class file has its magic number");
    }
    in.readInt();
    constants = new Object[in.readUnsignedShort()];
    readConstants(in);
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
      in.skipNBytes(6);
      readAttributes(in, (name, length) -> in.skipNBytes(length));
    }
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      readMethod(in);
    }
    readAttributes(
        in,
        (name, length) -> {
          if (name.equals("BootstrapMethods")) {
            readBootstraps(in);
          } else if (name.equals("SourceFile")) {
            source = text(in.readUnsignedShort());
          } else {
            in.skipNBytes(length);
          }
        });
  }

  /** Reads the file of a class; empty if there is none. */
  public static Optional<ClassFile> of(Class<?> type) {
    String name = type.getName();
    String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in == null ? Optional.empty() : Optional.of(new ClassFile(new DataInputStream(in)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The name of the file that the class was compiled from; empty if it is not known. */
  public String source() {
    return source;
  }

  /** The methods that have code. */
  public Map<Signature, Code> methods() {
    return methods;
  }

  /** What a constant that is a field or method refers to. */
  public Reference reference(int constant) {
    Pair pair = (Pair) constants[constant];
    Pair nameAndType = (Pair) constants[pair.second()];
    Pair owner = (Pair) constants[pair.first()];
    return new Reference(
        text(owner.first()), text(nameAndType.first()), text(nameAndType.second()));
  }

  /** The methods that a call site is given when it is linked: bodies of lambdas. */
  public List<Reference> linked(int constant) {
    return bootstraps.get(((Pair) constants[constant]).first());
  }

  private String text(int constant) {
    return (String) constants[constant];
  }

  private void readConstants(DataInputStream in) throws IOException {
    for (int at = 1; at < constants.length; at++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> constants[at] = in.readUTF();
        case 3, 4 -> constants[at] = in.readInt();
        case 5, 6 -> constants[at++] = in.readLong();
        case 7, 8, 16, 19, 20 -> constants[at] = new Pair(tag, in.readUnsignedShort(), 0);
        case 9, 10, 11, 12, 17, 18 ->
            constants[at] = new Pair(tag, in.readUnsignedShort(), in.readUnsignedShort());
        case 15 -> constants[at] = new Pair(tag, in.readUnsignedByte(), in.readUnsignedShort());
        default -> throw new IOException("a constant is of a known kind: tag=" + tag);
      }
    }
  }

  @FunctionalInterface
  private interface AttributeReader {
    void read(String name, int length) throws IOException;
  }

  private void readAttributes(DataInputStream in, AttributeReader reader) throws IOException {
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      String name = text(in.readUnsignedShort());
      reader.read(name, in.readInt());
    }
  }

  private void readMethod(DataInputStream in) throws IOException {
    in.readUnsignedShort();
    Signature signature = new Signature(text(in.readUnsignedShort()), text(in.readUnsignedShort()));
    readAttributes(
        in,
        (name, length) -> {
          if (name.equals("Code")) {
            methods.put(signature, readCode(in));
          } else {
            in.skipNBytes(length);
          }
        });
  }

  private Code readCode(DataInputStream in) throws IOException {
    in.readInt();
    byte[] bytes = in.readNBytes(in.readInt());
    List<Handler> handlers = new ArrayList<>();
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      int from = in.readUnsignedShort();
      int end = in.readUnsignedShort();
      int handler = in.readUnsignedShort();
      int type = in.readUnsignedShort();
      handlers.add(
          new Handler(
              from, end, handler, type == 0 ? null : text(((Pair) constants[type]).first())));
    }
    NavigableMap<Integer, Integer> lines = new TreeMap<>();
    readAttributes(
        in,
        (name, length) -> {
          if (name.equals("LineNumberTable")) {
            for (int count = in.readUnsignedShort(); count > 0; count--) {
              lines.put(in.readUnsignedShort(), in.readUnsignedShort());
            }
          } else {
            in.skipNBytes(length);
          }
        });
    return new Code(bytes, handlers, lines);
  }

  private void readBootstraps(DataInputStream in) throws IOException {
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      in.readUnsignedShort();
      List<Reference> given = new ArrayList<>();
      for (int arguments = in.readUnsignedShort(); arguments > 0; arguments--) {
        if (constants[in.readUnsignedShort()] instanceof Pair pair && pair.tag() == 15) {
          given.add(reference(pair.second()));
        }
      }
      bootstraps.add(given);
    }
  }
}
