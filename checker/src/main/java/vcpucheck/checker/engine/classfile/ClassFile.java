package vcpucheck.checker.engine.classfile;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a class and what they refer to, read from its class file (The Java Virtual Machine
 * Specification, chapter 4). The first search waits for the files of all classes that its code
 * calls, so that nothing is decoded before somebody asks for it.
 */
public final class ClassFile {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int SYNCHRONIZED = 0x20;

  /** Where the number of constants is: behind the magic number and the version. */
  private static final int CONSTANTS = 8;

  private static final int TEXT = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int METHOD_HANDLE = 15;

  /** For each kind of constant, how long it is behind its tag; 0 if there is no such kind. */
  private static final String LENGTHS = "000448822444400324422";

  /** What a method is known by. */
  public record Signature(String name, String descriptor) {}

  /** A field or method that is referred to, and the class it is looked up in: "java/lang/Math". */
  public record Reference(String owner, String name, String descriptor) {}

  /**
   * A handler of exceptions.
   *
   * @param type the class that it catches, or null if it catches everything
   */
  public record Handler(int from, int end, int handler, @Nullable String type) {}

  private final byte[] bytes;

  /** For each constant, where its tag is. */
  private final int[] constants;

  /** For each constant that is a text and was asked for, the text. */
  private final @Nullable String[] texts;

  private final Map<Signature, Code> methods = new LinkedHashMap<>();

  /** For each method that a call site is linked by, where it is. */
  private int[] bootstraps = {};

  /** The name of the source file; empty if it is not known. */
  private String source = "";

  private ClassFile(byte[] bytes) throws IOException {
    this.bytes = bytes;
    if (word(0) != MAGIC) {
      throw new IOException("a class file has its magic number");
    }
    constants = new int[half(CONSTANTS)];
    texts = new @Nullable String[constants.length];
    int interfaces = findConstants() + 6;
    int fields = interfaces + 2 + 2 * half(interfaces);
    int at = fields + 2;
    for (int count = half(fields); count > 0; count--) {
      at = attributes(at + 6, (name, attribute) -> {});
    }
    int methodsBegin = at;
    at += 2;
    for (int count = half(methodsBegin); count > 0; count--) {
      boolean isSynchronized = (half(at) & SYNCHRONIZED) != 0;
      Signature signature = new Signature(text(half(at + 2)), text(half(at + 4)));
      at =
          attributes(
              at + 6,
              (name, attribute) -> {
                if (name.equals("Code")) {
                  methods.put(signature, new Code(attribute, isSynchronized));
                }
              });
    }
    attributes(at, this::take);
  }

  /** Reads the file of a class; empty if there is none. */
  public static Optional<ClassFile> of(Class<?> type) {
    String path = type.getName().replace('.', '/') + ".class";
    try (InputStream in = open(type, path)) {
      return in == null ? Optional.empty() : Optional.of(new ClassFile(in.readAllBytes()));
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /**
   * Opens the file where the class comes from. A class loader would first look for it in all
   * modules of Java, which takes longer than all else that is done with it; it is asked if need be.
   */
  private static @Nullable InputStream open(Class<?> type, String path) throws IOException {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    @Nullable URL place = source == null ? null : source.getLocation();
    if (place != null && place.getProtocol().equals("file")) {
      boolean isFolder = place.getPath().endsWith("/");
      URL file =
          isFolder ? new URL(place, path) : new URL("jar:" + place + "!/" + path + "#runtime");
      try {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false); /* a jar may be replaced */
        return connection.getInputStream();
      } catch (FileNotFoundException e) {
        return type.getResourceAsStream("/" + path);
      }
    }
    return type.getResourceAsStream("/" + path);
  }

  /** The name of the file that the class was compiled from; empty if it is not known. */
  public String source() {
    return source;
  }

  /** The methods that have code, in the order of the file. */
  public Map<Signature, Code> methods() {
    return methods;
  }

  /** What a constant that is a field or method refers to. */
  public Reference reference(int constant) {
    int at = constants[constant];
    int nameAndType = constants[half(at + 3)];
    return new Reference(
        className(half(at + 1)), text(half(nameAndType + 1)), text(half(nameAndType + 3)));
  }

  /** The methods that a call site is given when it is linked: bodies of lambdas. */
  public List<Reference> linked(int constant) {
    int bootstrap = bootstraps[half(constants[constant] + 1)];
    List<Reference> given = new ArrayList<>();
    for (int argument = 0; argument < half(bootstrap + 2); argument++) {
      int at = constants[half(bootstrap + 4 + 2 * argument)];
      if (bytes[at] == METHOD_HANDLE) {
        given.add(reference(half(at + 2)));
      }
    }
    return given;
  }

  /** What a call site that is linked is called with, and its name; of no class. */
  public Reference site(int constant) {
    int nameAndType = constants[half(constants[constant] + 3)];
    return new Reference("", text(half(nameAndType + 1)), text(half(nameAndType + 3)));
  }

  private String className(int constant) {
    return text(half(constants[constant] + 1));
  }

  private String text(int constant) {
    @Nullable String known = texts[constant];
    if (known == null) {
      known = decode(constants[constant] + 1);
      texts[constant] = known;
    }
    return known;
  }

  /** The text at a place, in a form of UTF-8 that differs from the usual one beyond ASCII. */
  private String decode(int at) {
    int length = half(at);
    String text = new String(bytes, at + 2, length, StandardCharsets.US_ASCII);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return new DataInputStream(new ByteArrayInputStream(bytes, at, 2 + length)).readUTF();
    } catch (IOException e) {
      throw new UncheckedIOException("a text of a class file can be read", e);
    }
  }

  /** Finds the constants, and where they end. */
  private int findConstants() throws IOException {
    int at = CONSTANTS + 2;
    for (int constant = 1; constant < constants.length; constant++) {
      constants[constant] = at;
      int tag = bytes[at];
      if (tag == TEXT) {
        at += 3 + half(at + 1);
        continue;
      }
      int length = tag > 0 && tag < LENGTHS.length() ? LENGTHS.charAt(tag) - '0' : 0;
      if (length == 0) {
        throw new IOException("a constant is of a known kind: tag=" + tag);
      }
      at += 1 + length;
      constant += tag == LONG || tag == DOUBLE ? 1 : 0;
    }
    return at;
  }

  /**
   * Goes through attributes.
   *
   * @param at where their number is
   * @param reader is given the name of each, and where its content is
   * @return where they end
   */
  private int attributes(int at, ObjIntConsumer<String> reader) {
    int next = at + 2;
    for (int count = half(at); count > 0; count--) {
      reader.accept(text(half(next)), next + 6);
      next += 6 + word(next + 2);
    }
    return next;
  }

  private void take(String name, int at) {
    if (name.equals("SourceFile")) {
      source = text(half(at));
    } else if (name.equals("BootstrapMethods")) {
      bootstraps = new int[half(at)];
      int next = at + 2;
      for (int number = 0; number < bootstraps.length; number++) {
        bootstraps[number] = next;
        next += 4 + 2 * half(next + 2);
      }
    }
  }

  private int half(int at) {
    return ((bytes[at] & 0xff) << Byte.SIZE) | (bytes[at + 1] & 0xff);
  }

  private int word(int at) {
    return (half(at) << Short.SIZE) | half(at + 2);
  }

  /** The code of a method. */
  public final class Code {
    private final int begin;
    private final int end;

    private final boolean isSynchronized;

    private Code(int attribute, boolean isSynchronized) {
      this.isSynchronized = isSynchronized;
      begin = attribute + 8;
      end = begin + word(attribute + 4);
    }

    /** Whether the whole method holds the lock of its object or class. */
    public boolean isSynchronized() {
      return isSynchronized;
    }

    /** The handlers of exceptions, the first that applies first. */
    public List<Handler> handlers() {
      List<Handler> handlers = new ArrayList<>(half(end));
      for (int count = 0; count < half(end); count++) {
        int at = end + 2 + 8 * count;
        int type = half(at + 6);
        handlers.add(
            new Handler(half(at), half(at + 2), half(at + 4), type == 0 ? null : className(type)));
      }
      return handlers;
    }

    /** The instructions from one on. */
    public Instructions from(int position) {
      return new Instructions(bytes, begin, end, position);
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

    /** The method that an instruction calls. */
    Reference called(int position) {
      return reference(from(position).constant());
    }

    /** Whether what the method called at a position gives is returned, perhaps unboxed. */
    boolean isReturned(int position) {
      Instructions at = from(position);
      at.advance();
      while (keepsResult(at)) {
        at.follow();
      }
      return at.isReturnOfValue();
    }

    private boolean keepsResult(Instructions at) {
      return at.isCall() ? isUnboxing(called(at.position())) : at.keepsResult();
    }

    private static boolean isUnboxing(Reference called) {
      return called.owner().startsWith("java/lang/") && called.name().endsWith("Value");
    }

    /** The source line of an instruction, negative if it is not known. */
    public int line(int position) {
      int[] best = {-1, -1};
      attributes(
          end + 2 + 8 * half(end),
          (name, at) -> {
            if (name.equals("LineNumberTable")) {
              findLine(position, at, best);
            }
          });
      return best[1];
    }

    /** Looks in a table for the line that begins last before a position. */
    private void findLine(int position, int table, int[] best) {
      for (int count = 0; count < half(table); count++) {
        int at = table + 2 + 4 * count;
        int from = half(at);
        if (from <= position && from >= best[0]) {
          best[0] = from;
          best[1] = half(at + 2);
        }
      }
    }
  }
}
