package vcpucheck.checker.engine.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vcpucheck.checker.engine.classfile.ClassFile.Code;
import vcpucheck.checker.engine.classfile.ClassFile.Handler;
import vcpucheck.checker.engine.classfile.ClassFile.Reference;
import vcpucheck.checker.engine.classfile.ClassFile.Signature;

/** Class files are read as the compiler has written them, wherever they are. */
final class ClassFileTest {
  private static final String DESCRIPTOR = "(Ljava/lang/String;)I";

  @TempDir private Path directory;

  /** What is read below. */
  static final class Sample {
    private static int seen;

    private Sample() {}

    static int parsed(String text) {
      try {
        return switch (text.length()) {
          case 1 -> Integer.parseInt(text);
          case 2, 3 -> seen;
          case 5_000 -> 1;
          default -> Math.max(0, text.hashCode());
        };
      } catch (NumberFormatException e) {
        return text.isEmpty() ? -1 : -2;
      }
    }

    static Supplier<String> lambda() {
      return () -> "made";
    }
  }

  private static ClassFile file(Class<?> type) {
    return ClassFile.of(type).orElseThrow();
  }

  private static List<Reference> calls(ClassFile file, Signature method) {
    Code code = Objects.requireNonNull(file.methods().get(method));
    List<Reference> calls = new ArrayList<>();
    for (Instructions at = code.from(0); !at.hasEnded(); at.advance()) {
      if (at.opcode() == Instructions.INVOKEDYNAMIC) {
        calls.addAll(file.linked(at.constant()));
      } else if (at.isCall()) {
        assertTrue(code.line(at.position()) > 0);
        calls.add(file.reference(at.constant()));
      }
    }
    return calls;
  }

  private static void requireSample(ClassFile file, String name) {
    Signature parsed = new Signature(name, DESCRIPTOR);
    assertEquals("ClassFileTest.java", file.source());
    assertEquals(
        List.of(
            new Reference("java/lang/String", "length", "()I"),
            new Reference("java/lang/Integer", "parseInt", "(Ljava/lang/String;)I"),
            new Reference("java/lang/String", "hashCode", "()I"),
            new Reference("java/lang/Math", "max", "(II)I"),
            new Reference("java/lang/String", "isEmpty", "()Z")),
        calls(file, parsed));
    List<Handler> handlers = Objects.requireNonNull(file.methods().get(parsed)).handlers();
    assertEquals(
        List.of("java/lang/NumberFormatException"),
        handlers.stream().map(Handler::type).distinct().toList());
    List<Reference> linked =
        calls(file, new Signature("lambda", "()Ljava/util/function/Supplier;"));
    assertEquals("lambda$lambda$0", linked.get(0).name());
  }

  @Test
  void in_a_folder() {
    requireSample(file(Sample.class), "parsed");
  }

  /** Also with a name beyond ASCII, which has as many bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"parsed", "p\u00e4rse"})
  void in_a_jar_that_is_not_on_the_class_path(String name)
      throws IOException, ClassNotFoundException {
    Path jar = directory.resolve("a jar.jar");
    String path = Sample.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        InputStream in = Objects.requireNonNull(Sample.class.getResourceAsStream("/" + path))) {
      entries.putNextEntry(new ZipEntry(path));
      String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      String other = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      entries.write(bytes.replace("parsed", other).getBytes(StandardCharsets.ISO_8859_1));
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      Class<?> loaded = loader.loadClass(Sample.class.getName());
      assertNotSame(Sample.class, loaded);
      requireSample(file(loaded), name);
    }
  }

  @Test
  void of_java_itself() {
    assertTrue(file(String.class).methods().containsKey(new Signature("length", "()I")));
    assertEquals("String.java", file(String.class).source());
  }

  @Test
  void a_class_that_was_made_while_running_has_none() {
    Supplier<String> lambda = Sample.lambda();
    assertEquals(Optional.empty(), ClassFile.of(lambda.getClass()));
  }

  /** Each instruction of a large class begins where the one before it ends. */
  @Test
  void instructions_follow_each_other() {
    ClassFile file = file(java.util.regex.Pattern.class);
    assertTrue(file.methods().size() > 50);
    file.methods().keySet().forEach(method -> calls(file, method));
  }

  /** Each jump and each case of a switch leads to an instruction of the same method. */
  @Test
  void jumps_lead_to_instructions() {
    int switches = 0;
    for (Code code : file(java.util.regex.Pattern.class).methods().values()) {
      Set<Integer> positions = new HashSet<>();
      List<Integer> targets = new ArrayList<>();
      for (Instructions at = code.from(0); !at.hasEnded(); at.advance()) {
        positions.add(at.position());
        targets.addAll(at.targets());
        switches += at.targets().size() > 2 ? 1 : 0;
      }
      assertTrue(positions.containsAll(targets), targets::toString);
    }
    assertTrue(switches > 5);
  }
}
