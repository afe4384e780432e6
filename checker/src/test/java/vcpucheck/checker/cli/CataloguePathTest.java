package vcpucheck.checker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.cli.session.CataloguePath;
import vcpucheck.checker.cli.spi.InputException;

/** A catalogue that is built elsewhere, and of which the tool's class path knows nothing. */
final class CataloguePathTest {
  private static final String SOURCE =
      """
      package elsewhere;

      import java.util.List;
      import java.util.Optional;
      import vcpucheck.checker.catalogue.Catalogue;
      import vcpucheck.checker.catalogue.Configuration;
      import vcpucheck.checker.catalogue.Expectation;
      import vcpucheck.checker.catalogue.Scenario;
      import vcpucheck.checker.memory.IntCell;
      import vcpucheck.checker.model.Model;
      import vcpucheck.checker.model.Program;
      import vcpucheck.checker.model.Property;
      import vcpucheck.checker.model.Vcpu;

      public final class Elsewhere implements Catalogue, Scenario {
        private static final Configuration CODE =
            new Configuration("first", "only", Optional.empty(), 2);

        public List<Scenario> scenarios() { return List.of(this); }
        public List<Named> revisions() { return List.of(new Named("first", "as it is")); }
        public List<Named> variants() { return List.of(new Named("only", "the only one")); }
        public List<Named> mutants() { return List.of(); }

        public String id() { return "@id@"; }
        public String name() { return "lost-update"; }
        public String lesson() { return "an increment is two operations"; }
        public String source() { return "a textbook"; }
        public Configuration defaults() { return CODE; }
        public List<Expectation> expectations() {
          return List.of(Expectation.violated(CODE, "both-count"));
        }
        public List<String> properties(Configuration code) { return List.of("both-count"); }
        public Model model(Configuration code) {
          return memory -> {
            IntCell counter = memory.intCell("counter", 0);
            Runnable increment = () -> counter.set(counter.get() + 1);
            return Program.of(
                List.of(Vcpu.of("one", increment), Vcpu.of("other", increment)),
                Property.atEnd(
                    "both-count",
                    () -> counter.get() == 2 ? Optional.empty() : Optional.of("one is lost")));
          };
        }
      }
      """;

  @TempDir Path directory = Path.of("");
  private Path classes = Path.of("");

  @BeforeEach
  void build() throws IOException {
    classes = build("X01");
  }

  private Path build(String id) throws IOException {
    Path source =
        Files.writeString(directory.resolve("Elsewhere.java"), SOURCE.replace("@id@", id));
    Path target = Files.createDirectories(directory.resolve("classes-" + id));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int status =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            target.toString(),
            source.toString());
    assertEquals(0, status);
    Path services = Files.createDirectories(target.resolve("META-INF").resolve("services"));
    Files.writeString(services.resolve(Catalogue.class.getName()), "elsewhere.Elsewhere\n");
    return target;
  }

  private Path jar() throws IOException {
    Path jar = directory.resolve("elsewhere.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> paths = Files.walk(classes)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        out.write(Files.readAllBytes(path));
      }
    }
    return jar;
  }

  /** Runs a command in a process of its own, with a path of catalogues. */
  static Run run(String path, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(CataloguePath.VARIABLE, path);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  @Test
  void a_directory_of_classes_is_a_catalogue() throws Exception {
    Run run = run(classes.toString(), "check", "lost-update");
    assertEquals("", run.err());
    assertEquals(
        "VIOLATED: X01 lost-update on first (only, 2 vCPUs) violates both-count", run.firstLine());
  }

  @Test
  void a_jar_is_a_catalogue_beside_those_of_the_tool() throws Exception {
    Run run = run(jar() + File.pathSeparator + directory, "suite", "X01", "T03", "--quiet");
    assertEquals("", run.err());
    assertEquals("3 verdicts: 3 as expected, 0 not as expected, 0 incomplete\n", run.out());
  }

  @Test
  void what_is_not_there_is_told() throws Exception {
    Run run = run(directory.resolve("none").toString(), "list");
    assertEquals(2, run.status());
    assertEquals(
        "vcpucheck: VCPUCHECK_CLASSPATH must name jars and directories of classes, separated by"
            + " \""
            + File.pathSeparator
            + "\": entry="
            + directory.resolve("none")
            + " cannot be read\n",
        run.err());
  }

  @Test
  void a_class_that_is_not_there_is_told() throws IOException {
    Path services = classes.resolve("META-INF").resolve("services");
    Files.writeString(services.resolve(Catalogue.class.getName()), "elsewhere.Nowhere\n");
    CataloguePath path = CataloguePath.of(classes.toString());
    InputException refused = assertThrows(InputException.class, () -> path.load(Catalogue.class));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith(
                "a Catalogue that META-INF/services names must be a class that can be loaded:"
                    + " VCPUCHECK_CLASSPATH="),
        refused.getMessage());
  }

  @Test
  void an_id_of_two_catalogues_is_refused_and_a_name_of_one_is_not() throws Exception {
    Path twin = build("T01");
    Run refused = run(twin.toString(), "check", "T01");
    assertEquals(2, refused.status());
    assertEquals(
        "vcpucheck: a scenario must have a name of its own among all catalogues: scenario=T01,"
            + " catalogues=vcpucheck.checker.fixtures.ToyCatalogue, elsewhere.Elsewhere; use the"
            + " name if the ids are equal, or leave a catalogue out\n",
        refused.err());
    assertEquals(1, run(twin.toString(), "check", "lost-update", "-q").status());
  }
}
