package vcpucheck.checker.compare;

import java.util.Optional;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Expectation;
import vcpucheck.checker.catalogue.Scenario;

/**
 * A scenario as it is explored, whatever the form of the code under test.
 *
 * @param scenario the scenario
 * @param variant the variant of the code
 * @param vcpus how many vCPUs
 * @param isRelease whether assertions of the code do nothing
 */
public record Case(Scenario scenario, String variant, int vcpus, boolean isRelease) {
  /** The cases of a scenario's default variant in the default suite. */
  public static Stream<Case> of(Scenario scenario) {
    return of(scenario, scenario.defaults().variant());
  }

  /** The cases of one variant of a scenario in the default suite. */
  public static Stream<Case> of(Scenario scenario, String variant) {
    return scenario.expectations().stream()
        .filter(one -> !one.large() && one.isSequential())
        .filter(one -> one.configuration().mutant().isEmpty())
        .filter(one -> one.configuration().variant().equals(variant))
        .map(one -> new Case(scenario, variant, one.configuration().vcpus(), one.release()))
        .distinct();
  }

  /** What the catalogue expects of it on a revision; empty if nothing. */
  public Optional<Expectation> expected(String revision) {
    return scenario.expectations().stream()
        .filter(one -> one.configuration().equals(form(revision)))
        .filter(one -> one.release() == isRelease && one.isSequential())
        .findFirst();
  }

  /** It, on a form of the code. */
  public Configuration form(String revision) {
    return new Configuration(revision, variant, Optional.empty(), vcpus);
  }

  /** "S01", and what is not usual about it: "S01 (3 vCPUs)". */
  public String title() {
    String size = vcpus == scenario.defaults().vcpus() ? "" : vcpus + " vCPUs";
    String build = isRelease ? "release build" : "";
    String rest =
        Stream.of(size, build)
            .filter(part -> !part.isEmpty())
            .reduce((one, other) -> one + ", " + other)
            .orElse("");
    return scenario.id() + (rest.isEmpty() ? "" : " (" + rest + ")");
  }
}
