package vcpucheck.scenarios.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vcpucheck.checker.Checker;
import vcpucheck.checker.Limits;
import vcpucheck.checker.Options;
import vcpucheck.checker.Outcomes;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.mediator.policy.Revision;

/** The catalogue is found, is well formed, and every scenario has the verdicts that it expects. */
final class OpteeCatalogueTest {
  private static final Catalogue CATALOGUE = new OpteeCatalogue();

  /* Where several revisions in a row have one verdict, the ends and 4.22: make check has them all. */
  static Stream<Arguments> expectations() {
    return CATALOGUE.scenarios().stream()
        .flatMap(
            scenario ->
                IntStream.range(0, scenario.expectations().size())
                    .filter(index -> isTelling(scenario.expectations(), index))
                    .mapToObj(index -> scenario.expectations().get(index))
                    .map(expectation -> Arguments.of(scenario.id(), scenario, expectation)));
  }

  private static boolean isTelling(List<Expectation> expectations, int index) {
    Expectation one = expectations.get(index);
    boolean isInside =
        index > 0
            && index < expectations.size() - 1
            && isAlike(expectations.get(index - 1), one)
            && isAlike(one, expectations.get(index + 1));
    boolean isNewest = one.configuration().revision().equals(Revision.XEN_4_22.label());
    return !one.large() && (isNewest || !isInside);
  }

  private static boolean isAlike(Expectation one, Expectation other) {
    return one.verdict().equals(other.verdict())
        && one.property().equals(other.property())
        && one.release() == other.release()
        && one.memory() == other.memory()
        && one.configuration().mutant().isEmpty()
        && one.configuration()
            .equals(other.configuration().withRevision(one.configuration().revision()));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("expectations")
  void verdict_is_as_expected(String id, Scenario scenario, Expectation expectation) {
    Configuration form = expectation.configuration();
    Options usual =
        Options.defaults()
            .with(expectation.release() ? Options.Build.RELEASE : Options.Build.DEBUG)
            .with(expectation.memory());
    Options options = scenario.reuse(form).map(usual::with).orElse(usual);
    Verdict verdict = Checker.of(scenario.model(form)).with(options).run().verdict();
    assertEquals(expectation.verdict(), Optional.of(verdict.kind()), () -> id + ": " + verdict);
    if (verdict instanceof Verdict.Violated violated) {
      String property = violated.counterexample().property();
      assertEquals(expectation.property().orElse(property), property);
    }
  }

  @Test
  void a_violated_property_is_one_that_the_scenario_names() {
    for (Scenario scenario : CATALOGUE.scenarios()) {
      for (Expectation expectation : scenario.expectations()) {
        List<String> names = scenario.properties(expectation.configuration());
        expectation
            .property()
            .ifPresent(
                property ->
                    assertTrue(
                        names.contains(property),
                        () -> scenario.id() + " does not name " + property + ": " + names));
      }
    }
  }

  @Test
  void ids_are_in_order_and_differ_and_so_do_names() {
    List<String> ids = CATALOGUE.scenarios().stream().map(Scenario::id).toList();
    assertEquals(ids.stream().sorted().distinct().toList(), ids);
    assertEquals(ids.size(), CATALOGUE.scenarios().stream().map(Scenario::name).distinct().count());
  }

  @Test
  void every_mutant_is_caught_by_some_scenario() {
    List<String> caught =
        CATALOGUE.scenarios().stream()
            .flatMap(scenario -> scenario.expectations().stream())
            .map(Expectation::configuration)
            .map(Configuration::mutant)
            .flatMap(Optional::stream)
            .toList();
    for (Catalogue.Named mutant : CATALOGUE.mutants()) {
      assertTrue(caught.contains(mutant.name()), mutant::name);
      assertFalse(mutant.about().isEmpty());
    }
  }

  /** One that has none must be named here, with the reason. */
  @Test
  void every_scenario_says_what_is_observed_at_its_end() {
    for (Scenario scenario : CATALOGUE.scenarios()) {
      for (Catalogue.Named variant : CATALOGUE.variants()) {
        Configuration usual = scenario.defaults();
        Configuration form =
            new Configuration(usual.revision(), variant.name(), usual.mutant(), usual.vcpus());
        Options options = Options.defaults().with(Limits.none().withStates(1));
        Outcomes outcomes = Checker.of(scenario.model(form)).with(options).outcomes();
        assertFalse(outcomes.observables().isEmpty(), () -> scenario.id() + ", " + variant.name());
      }
    }
  }

  @Test
  void the_catalogue_is_found_as_a_service() {
    assertEquals(
        List.of(OpteeCatalogue.class),
        ServiceLoader.load(Catalogue.class).stream().map(ServiceLoader.Provider::type).toList());
  }

  @Test
  void a_wrong_number_of_vcpus_is_told() {
    Scenario scenario = CATALOGUE.scenarios().get(0);
    Configuration defaults = scenario.defaults();
    Configuration wrong =
        new Configuration(defaults.revision(), defaults.variant(), Optional.empty(), 9);
    IllegalArgumentException told =
        assertThrows(IllegalArgumentException.class, () -> scenario.model(wrong));
    assertEquals("scenario cookie-reuse has one of [2, 3] vCPUs: vcpus=9", told.getMessage());
  }
}
