package vcpucheck.checker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.Maps;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.engine.automaton.SimulatedMemory;

/** The arrows between the checker's packages, and what none of them may do. */
final class ArchitectureTest {
  private static final String ROOT = "vcpucheck.checker";

  /** The most top-level types that a package may have. */
  private static final int MOST_FILES = 25;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /**
   * What one package may depend on, besides itself.
   *
   * @param of the package, by its last name; empty for the root
   * @param on the packages of the checker that it may know
   * @param libraries what else it may know, besides the JDK's base, JSpecify and API Guardian
   * @param because why
   */
  private record Arrows(String of, List<String> on, List<String> libraries, String because) {
    private static String full(String name) {
      return name.isEmpty() ? ROOT : ROOT + "." + name;
    }

    ArchRule rule() {
      Stream<String> allowed =
          Stream.of(
                  on.stream().map(Arrows::full),
                  Stream.of(full(of), "java..", "org.jspecify.annotations", "org.apiguardian.api"),
                  libraries.stream())
              .flatMap(names -> names);
      return classes()
          .that()
          .resideInAPackage(full(of))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(allowed.toArray(String[]::new)).or(PRIMITIVE_ARRAYS))
          .because(because);
    }

    @Override
    public String toString() {
      return full(of);
    }
  }

  /** Arrays of primitives are in no package. */
  private static final DescribedPredicate<JavaClass> PRIMITIVE_ARRAYS =
      DescribedPredicate.describe(
          "primitives and their arrays", type -> type.getBaseComponentType().isPrimitive());

  private static Stream<Arrows> arrows() {
    return Stream.of(
        new Arrows(
            "memory",
            List.of(),
            List.of(),
            "code under test knows nothing else, and must run without the checker"),
        new Arrows(
            "memory.threads",
            List.of("memory"),
            List.of(),
            "code under test runs on real threads without the checker"),
        new Arrows(
            "threads",
            List.of("memory", "memory.threads", "model", "trace"),
            List.of(),
            "threads run a model and a schedule, without the engine"),
        new Arrows(
            "model",
            List.of("memory"),
            List.of(),
            "a model says what runs on a memory, not how it is explored"),
        new Arrows(
            "machine.value",
            List.of("memory", "model"),
            List.of("com.google.common.."),
            "a value knows no variable"),
        new Arrows(
            "machine.operation",
            List.of("machine.value", "memory", "model"),
            List.of("com.google.common.."),
            "an operation knows no state"),
        new Arrows(
            "machine.state",
            List.of("machine.operation", "machine.value", "memory", "model"),
            List.of("com.google.common.."),
            "a state is fields, whatever the memory model"),
        new Arrows(
            "machine",
            List.of("machine.operation", "machine.state", "machine.value", "memory", "model"),
            List.of("com.google.common.."),
            "a machine knows no program; of the model it knows the exception for a wrong one"),
        new Arrows(
            "machine.weak",
            List.of("machine", "machine.operation"),
            List.of(),
            "what memory models share knows none of them"),
        machine("tso"),
        machine("view"),
        engine(
            "base",
            List.of(""),
            "containers know nothing of what they contain; limits ask the root"),
        engine("classfile", List.of(), "a file format knows nothing of what it is read for"),
        engine("graph", List.of("engine.base", ""), "a graph is numbers"),
        engine("frontier", List.of("engine.base", "trace"), "an order of numbers"),
        engine("store", List.of("engine.base", "machine.."), "a store keeps words"),
        engine(
            "automaton",
            List.of("engine.base", "engine.classfile", "machine..", "memory", "model"),
            "the only room that runs code under test"),
        engine(
            "property",
            List.of("engine.automaton", "machine..", "memory", "model"),
            "what is wrong with states"),
        engine(
            "system",
            List.of("engine.property", "engine.automaton", "machine..", "memory", "model", ""),
            "the product of automata and machine, with its predicates"),
        engine(
            "reduction",
            List.of(
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.base",
                "machine..",
                "model",
                "trace"),
            "successors, and what may be left out"),
        engine(
            "checkpoint",
            List.of(
                "engine.system",
                "engine.property",
                "engine.base",
                "file",
                "machine..",
                "model",
                ""),
            "saves what an exploration knows"),
        engine(
            "search",
            List.of(
                "engine.checkpoint",
                "engine.reduction",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.store",
                "engine.graph",
                "engine.frontier",
                "engine.base",
                "machine..",
                "trace",
                ""),
            "the loop over states"),
        engine(
            "replay",
            List.of(
                "engine.search",
                "engine.reduction",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.store",
                "engine.graph",
                "engine.frontier",
                "engine.base",
                "machine..",
                "memory",
                "model",
                "trace"),
            "from paths of states to operations"),
        engine(
            "causality",
            List.of(
                "engine.replay",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "machine",
                "machine.operation",
                "machine.state",
                "machine.value",
                "model",
                "story",
                "trace"),
            "why a schedule ends as it does"),
        engine(
            "walk",
            List.of(
                "engine.replay",
                "engine.reduction",
                "engine.store",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.base",
                "machine",
                "machine.operation",
                "machine.state",
                "story",
                "trace",
                "walk",
                ""),
            "what is to be seen at a position, and ahead of it"),
        new Arrows(
            "walk",
            List.of("story", "trace"),
            List.of(),
            "a position is steps, and what memory has in it"),
        engine(
            "export",
            List.of(
                "engine.search",
                "engine.store",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "machine",
                "machine.operation",
                "machine.state",
                "memory",
                ""),
            "a finished search in other languages"),
        new Arrows(
            "story",
            List.of("catalogue", "trace"),
            List.of(),
            "what an interleaving means, in the words of a catalogue"),
        new Arrows(
            "engine",
            List.of(
                "engine.causality",
                "engine.walk",
                "engine.export",
                "story",
                "walk",
                "engine.replay",
                "engine.search",
                "engine.checkpoint",
                "engine.reduction",
                "engine.system",
                "engine.property",
                "engine.automaton",
                "engine.store",
                "engine.graph",
                "engine.frontier",
                "engine.base",
                "machine..",
                "memory",
                "model",
                "trace",
                ""),
            List.of("com.google.common.."),
            "the engine joins programs with a machine; its answers are the root's records"),
        new Arrows(
            "catalogue",
            List.of("model", "memory"),
            List.of(),
            "a scenario is a model with a name and with what is expected of it"),
        new Arrows(
            "trace",
            List.of("catalogue", ""),
            List.of("com.fasterxml.jackson.."),
            "a trace file names the configuration and the options that it was made with"),
        new Arrows(
            "compare",
            List.of("trace", "catalogue", "model", ""),
            List.of(),
            "a comparison is of what the facade answers, counterexamples among it"),
        new Arrows(
            "report",
            List.of("compare", "story", "trace", "catalogue", "memory", "model", ""),
            List.of("com.google.common..", "javax.xml.."),
            "a report is a function of results; it searches nothing"),
        new Arrows(
            "report.export",
            List.of("report", "story", "trace"),
            List.of(),
            "what other tools read is written from stories and traces"),
        new Arrows("report.html", List.of(), List.of(), "a page is drawn from data"),
        new Arrows(
            "report.json",
            List.of(
                "report",
                "report.export",
                "compare",
                "story",
                "trace",
                "walk",
                "catalogue",
                "memory",
                "model",
                ""),
            List.of("com.fasterxml.jackson.."),
            "JSON is the only report that needs a library"),
        new Arrows(
            "cli",
            List.of(
                "cli..",
                "file",
                "compare",
                "report..",
                "story",
                "trace",
                "catalogue",
                "memory",
                "model",
                ""),
            List.of("picocli..", "com.google.common.."),
            "the command line is a shell around the public interface"),
        new Arrows(
            "cli.replay",
            List.of("cli.spi", "report", "threads", "trace", "catalogue", "model", ""),
            List.of(),
            "threads are a way to replay of their own"),
        new Arrows(
            "cli.pages",
            List.of("cli.spi", "cli.options", "file", "report..", "story", "trace", "catalogue"),
            List.of(),
            "what is written to be looked at is known by what found it, and knows it not"),
        new Arrows(
            "cli.spi",
            List.of("catalogue", "file", "model"),
            List.of(),
            "a command of another module needs no more than this to fit in"),
        new Arrows(
            "cli.options",
            List.of("cli.spi", "cli.terminal", "report", "catalogue", "memory", ""),
            List.of("picocli.."),
            "options are values for the public interface, not what is done with them"),
        new Arrows(
            "cli.explorer",
            List.of(
                "cli.spi", "report.html", "report.json", "trace", "walk", "catalogue", "model", ""),
            List.of("com.sun.net.httpserver"),
            "the only package that serves anything; whoever has the library needs no server"),
        new Arrows(
            "cli.terminal",
            List.of("cli.spi", "report", ""),
            List.of(),
            "a terminal knows no command"),
        new Arrows(
            "cli.manual",
            List.of("cli.spi", ""),
            List.of("picocli.."),
            "help says what the commands say of themselves"),
        new Arrows("file", List.of(), List.of(), "anything may be in a file"),
        new Arrows(
            "",
            List.of("engine", "memory", "model", "report", "story", "trace", "walk"),
            List.of("com.google.common.."),
            "the root is the facade and the records of its questions and answers"));
  }

  /** The arrows of the machines of one memory model, or of a few. */
  private static Arrows machine(String room) {
    return new Arrows(
        "machine." + room,
        List.of(
            "machine",
            "machine.operation",
            "machine.state",
            "machine.value",
            "machine.weak",
            "memory",
            "model"),
        List.of(),
        "memory models know nothing of each other");
  }

  /** The arrows of one of the engine's rooms. */
  private static Arrows engine(String room, List<String> on, String because) {
    return new Arrows("engine." + room, on, List.of("com.google.common.."), because);
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void packages_know_only_what_they_need(Arrows arrows) {
    arrows.rule().check(CLASSES);
  }

  @Test
  void every_package_has_its_arrows() {
    List<String> stated = arrows().map(Arrows::toString).sorted().toList();
    List<String> there =
        CLASSES.stream().map(JavaClass::getPackageName).distinct().sorted().toList();
    assertEquals(stated, there);
  }

  @Test
  void packages_are_free_of_cycles_but_for_the_facade() {
    slices()
        .matching(ROOT + ".(*)")
        .namingSlices("$1")
        .should()
        .beFreeOfCycles()
        .because(
            "only the root may be in a cycle: the facade calls the engine, which answers with the"
                + " root's records, as traces and reports do")
        .check(CLASSES);
  }

  @Test
  void the_rooms_of_the_engine_are_free_of_cycles() {
    slices()
        .matching(ROOT + ".engine.(*)..")
        .should()
        .beFreeOfCycles()
        .because("data flows one way through the engine")
        .check(CLASSES);
  }

  @Test
  void the_rooms_of_the_machines_are_free_of_cycles() {
    slices()
        .matching(ROOT + ".(machine..)")
        .should()
        .beFreeOfCycles()
        .because("machines share what they have in common, and nothing shared knows a machine")
        .check(CLASSES);
  }

  @Test
  void no_package_is_crowded() {
    Map<String, Long> files =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertEquals(
        Map.of(),
        Maps.filterValues(files, count -> count > MOST_FILES),
        "a package that has more files than one looks through holds more than one concept");
  }

  @Test
  void simulated_memory_stays_with_the_automata() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".engine.automaton")
        .should()
        .dependOnClassesThat(
            not(type(SimulatedMemory.class))
                .and(nameStartingWith(ROOT + ".engine.automaton.Simulated")))
        .because("cells and slabs are how code under test reaches the automata")
        .check(CLASSES);
  }

  @Test
  void only_the_facade_starts_an_engine() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".engine..")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".engine.."))
        .because("there is one way in: Checker")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".engine..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Checker.class)
        .because("of the root the engine knows records only, so that the cycle is one of data")
        .check(CLASSES);
  }

  @Test
  void nothing_depends_on_what_is_checked() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("vcpucheck.mediator..", "vcpucheck.scenarios.."))
        .because("the tool knows nothing of OP-TEE; catalogues come through ServiceLoader")
        .check(CLASSES);
  }

  /** A library user's class path has neither; see the optional dependencies of the build. */
  @Test
  void only_commands_and_files_want_more_than_guava() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .should()
        .dependOnClassesThat(resideInAPackage("picocli.."))
        .because("a library has no command line")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".report..")
        .and()
        .haveSimpleNameNotStartingWith("TraceFile")
        .should()
        .dependOnClassesThat(resideInAPackage("com.fasterxml.."))
        .because("a search reads and writes no JSON")
        .check(CLASSES);
  }

  @Test
  void nothing_static_changes() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("two searches in one JVM must not see each other")
        .check(CLASSES);
  }

  @Test
  void no_search_depends_on_chance() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Gate")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "identityHashCode", Object.class)
        .orShould()
        .callMethod(Math.class, "random")
        .because("the same question has the same answer; the secret of a server must be no answer")
        .check(CLASSES);
  }

  @Test
  void only_limits_and_elapsed_time_look_at_a_clock() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".machine", ROOT + ".engine..", ROOT + ".model")
        .and()
        .doNotHaveSimpleName("Engine")
        .and()
        .doNotHaveSimpleName("SimulatedMemory")
        .should()
        .callMethod(System.class, "nanoTime")
        .because(
            "Engine reports how long a search took and stops it in time, SimulatedMemory tells a"
                + " watchdog since when code under test runs; nothing else may depend on time")
        .check(CLASSES);
  }

  @Test
  void public_classes_are_not_for_extension() {
    classes()
        .that()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .areNotAnonymousClasses()
        .and(notSealed())
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .because("what is meant to be implemented is an interface")
        .check(CLASSES);
  }

  /** Enums with constants of their own are sealed and not final. */
  private static DescribedPredicate<JavaClass> notSealed() {
    return DescribedPredicate.describe("are not sealed", type -> !type.reflect().isSealed());
  }

  @Test
  void nothing_is_left_to_do() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      assertEquals(
          List.of(),
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(ArchitectureTest::leavesSomethingToDo)
              .toList());
    }
  }

  private static boolean leavesSomethingToDo(Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("TO" + "DO") || text.contains("FIX" + "ME");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
