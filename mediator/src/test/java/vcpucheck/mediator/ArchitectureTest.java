package vcpucheck.mediator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("vcpucheck.mediator");

  @Test
  void the_mediator_sees_nothing_of_the_checker_but_its_memory() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "vcpucheck.checker",
            "vcpucheck.checker.cli..",
            "vcpucheck.checker.engine..",
            "vcpucheck.checker.machine..",
            "vcpucheck.checker.model..",
            "vcpucheck.checker.report..",
            "vcpucheck.checker.trace..",
            "com..")
        .check(CLASSES);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("vcpucheck.mediator.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void only_the_variant_knows_what_tables_there_are() {
    noClasses()
        .that()
        .resideInAPackage("vcpucheck.mediator")
        .and()
        .doNotHaveSimpleName("Variant")
        .and()
        .doNotHaveFullyQualifiedName("vcpucheck.mediator.Variant$1")
        .and()
        .doNotHaveFullyQualifiedName("vcpucheck.mediator.Variant$2")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("vcpucheck.mediator.locked", "vcpucheck.mediator.lockfree")
        .check(CLASSES);
  }
}
