package vcpucheck.scenarios;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.Slice;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What scenarios may know and do; what jcstress generates is not ours. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("_jcstress"))
          .importPackages("vcpucheck.scenarios");

  @Test
  void of_the_checker_only_what_is_public_is_known() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("vcpucheck.checker.engine..", "vcpucheck.checker.machine..")
        .because("a scenario is a model and what is expected of it, not a search")
        .check(CLASSES);
  }

  @Test
  void guests_and_op_tee_know_nothing_of_searches() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "vcpucheck.scenarios.guest..",
            "vcpucheck.scenarios.tee..",
            "vcpucheck.scenarios.property..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "vcpucheck.checker",
            "vcpucheck.checker.catalogue..",
            "vcpucheck.scenarios.catalogue..",
            "vcpucheck.scenarios.world..")
        .because("a world puts them together, and the catalogue says what is expected")
        .check(CLASSES);
  }

  @Test
  void forms_and_recorded_traces_know_no_world() {
    noClasses()
        .that()
        .resideInAnyPackage("vcpucheck.scenarios.form..", "vcpucheck.scenarios.conform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "vcpucheck.checker", "vcpucheck.scenarios.catalogue..", "vcpucheck.scenarios.world..")
        .because("a form is what names stand for, whoever runs it")
        .check(CLASSES);
  }

  @Test
  void only_their_suites_know_lincheck_and_jcstress() {
    noClasses()
        .that()
        .resideOutsideOfPackages("vcpucheck.scenarios.lincheck..", "vcpucheck.scenarios.stress..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jetbrains..", "org.openjdk.jcstress..", "kotlin..")
        .because("the other commands start without them")
        .check(CLASSES);
  }

  @Test
  void packages_are_free_of_cycles() {
    slices().matching("vcpucheck.scenarios.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void chapters_know_nothing_of_each_other() {
    slices()
        .matching("vcpucheck.scenarios.catalogue.(*)")
        .that(DescribedPredicate.describe("are chapters", slice -> !isBuilder(slice)))
        .should()
        .notDependOnEachOther()
        .because("what they share is in the world, the guest or the builder")
        .check(CLASSES);
  }

  private static boolean isBuilder(Slice slice) {
    return slice.getNamePart(1).equals("builder");
  }

  @Test
  void nothing_static_changes() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("one model is built many times, and each time the same")
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
}
