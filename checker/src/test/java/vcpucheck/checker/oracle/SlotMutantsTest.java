package vcpucheck.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;

/**
 * A defect in what maps slots is noticed by the comparison with the oracle: each is put into the
 * source, which is compiled, and generated programs are compared with it.
 */
final class SlotMutantsTest {
  private static final String IMAGES = "engine/automaton/SlotImages.java";
  private static final String MAPPER = "machine/state/ValueMapper.java";
  private static final String CANONICALIZER = "machine/state/HeapCanonicalizer.java";

  private static final List<String> WITHOUT_DEFECT = HeapComparison.findings();

  @TempDir Path directory;

  /**
   * A defect.
   *
   * @param name what it leaves out
   * @param source the file that it is in
   * @param from the text that it replaces, which is there once
   */
  private record Mutant(String name, String source, String from, String to) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Mutant> mutants() {
    return Stream.of(
        new Mutant(
            "a part of a record",
            MAPPER,
            "images[i] = image(part, permutation);",
            "images[i] = i == 0 ? part : image(part, permutation);"),
        new Mutant(
            "what scopes return",
            IMAGES,
            "case ROOT, HEAD, EXIT -> mapper.imageOfObject(value, map);\n"
                + "      case ENTER -> value;",
            "case ROOT, HEAD -> mapper.imageOfObject(value, map);\n"
                + "      case ENTER, EXIT -> value;"),
        new Mutant(
            "slots in what scopes return",
            IMAGES,
            "case ROOT, HEAD, EXIT -> mapper.slotsOfObject(value);\n      case ENTER -> NONE;",
            "case ROOT, HEAD -> mapper.slotsOfObject(value);\n      case ENTER, EXIT -> NONE;"),
        new Mutant(
            "held locks",
            IMAGES,
            "return locks.stream().map(lock -> slots.image(lock, permutation)).sorted().toList();",
            "return locks;"),
        new Mutant(
            "a field of a slot that moves",
            CANONICALIZER,
            "for (int field = 0; field < slots.fields(slot); field++) {",
            "for (int field = 1; field < slots.fields(slot); field++) {"),
        new Mutant(
            "the life of a slot that moves",
            CANONICALIZER,
            "layout.set(scratch, 0, slots.life(target), life);",
            ""));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void is_noticed(Mutant mutant) throws Exception {
    compile(mutant);
    assertNotEquals(WITHOUT_DEFECT, findings());
  }

  @Test
  void nothing_differs_without_a_defect() {
    assertFalse(HeapComparison.isDifferent(WITHOUT_DEFECT), WITHOUT_DEFECT::toString);
  }

  /** What is noticed is the defect, and not that the classes are loaded again. */
  @Test
  void the_same_source_compiled_again_is_not_noticed() throws Exception {
    Mutant mutant = mutants().findFirst().orElseThrow();
    compile(new Mutant("none", mutant.source(), mutant.from(), mutant.from()));
    assertEquals(WITHOUT_DEFECT, findings());
  }

  private List<?> findings() throws ReflectiveOperationException, IOException {
    URL[] path = {
      directory.toUri().toURL(), location(SlotMutantsTest.class), location(Checker.class)
    };
    try (ChildFirst loader = new ChildFirst(path)) {
      Class<?> comparison = loader.loadClass(HeapComparison.class.getName());
      Method findings = comparison.getDeclaredMethod("findings");
      findings.setAccessible(true);
      return (List<?>) findings.invoke(null);
    }
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private void compile(Mutant mutant) throws IOException {
    String source = Files.readString(Path.of("src/main/java/vcpucheck/checker", mutant.source()));
    assertEquals(2, source.split(Pattern.quote(mutant.from()), -1).length);
    Path file = directory.resolve(Path.of(mutant.source()).getFileName());
    Files.writeString(file, source.replace(mutant.from(), mutant.to()));
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean isDone =
          compiler
              .getTask(
                  problems,
                  files,
                  null,
                  List.of("-proc:none", "-d", directory.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertTrue(isDone, problems::toString);
    }
  }

  /** Loads the project's classes again, so that they use the one with the defect. */
  private static final class ChildFirst extends URLClassLoader {
    ChildFirst(URL[] path) {
      super(path, SlotMutantsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("vcpucheck.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }
}
