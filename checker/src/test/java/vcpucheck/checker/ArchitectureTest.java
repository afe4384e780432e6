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
  private static final String ROOT = PackageArrows.ROOT;

  /** The most top-level types that a package may have. */
  private static final int MOST_FILES = 25;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest
  @MethodSource("vcpucheck.checker.PackageArrows#all")
  void packages_know_only_what_they_need(PackageArrows arrows) {
    arrows.rule().check(CLASSES);
  }

  @Test
  void every_package_has_its_arrows() {
    List<String> stated = PackageArrows.all().map(PackageArrows::toString).sorted().toList();
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
