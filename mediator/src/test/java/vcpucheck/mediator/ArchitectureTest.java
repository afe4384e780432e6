package vcpucheck.mediator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the mediator may know and do: it must not notice who runs it. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("vcpucheck.mediator");

  @Test
  void of_the_checker_only_memory_is_known() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "vcpucheck.checker",
            "vcpucheck.checker.model..",
            "vcpucheck.checker.machine..",
            "vcpucheck.checker.engine..",
            "vcpucheck.checker.trace..",
            "vcpucheck.checker.report..",
            "vcpucheck.checker.catalogue..",
            "vcpucheck.checker.cli..",
            "vcpucheck.scenarios..")
        .because("the same classes run under the explorer and on plain threads")
        .check(CLASSES);
  }

  @Test
  void of_libraries_only_the_jdk_is_known() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "vcpucheck.mediator..",
            "vcpucheck.checker.memory..",
            "java.lang..",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "org.jspecify.annotations",
            "")
        .because(
            "it is to be ported to C: no library, no thread, no atomic but those of the memory")
        .check(CLASSES);
  }

  @Test
  void packages_are_free_of_cycles() {
    slices().matching("vcpucheck.mediator.(*)..").should().beFreeOfCycles().check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("vcpucheck.mediator.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("vcpucheck.mediator")
        .because("the call flow is on top of its tables, its machine and its policy")
        .check(CLASSES);
  }

  @Test
  void nothing_static_changes() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("state lives in the memory, where the explorer sees it")
        .check(CLASSES);
  }

  @Test
  void nothing_depends_on_chance() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "identityHashCode", Object.class)
        .orShould()
        .callMethod(Math.class, "random")
        .because("code under test must do the same when it observes the same")
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
        .areNotEnums()
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .because("variants differ in the tables they are given, not by inheritance")
        .check(CLASSES);
  }
}
