package vcpucheck.checker.cli;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.model.Model;

/** Every catalogue on the class path. */
record Catalogues(List<Catalogue> all) {
  /** A scenario and the catalogue that it comes from. */
  record Found(Catalogue catalogue, Scenario scenario) {
    /** A configuration as the catalogue spells it; refuses names that the catalogue lacks. */
    Configuration canonical(Configuration configuration) {
      CodeBase code = catalogue.codeBase();
      return Names.resolve(
          () -> {
            code.parse(configuration.revision());
            Names.require("variant", configuration.variant(), names(catalogue.variants()));
            return code.canonical(configuration);
          });
    }

    /** The model of a configuration in its canonical spelling. */
    Model model(Configuration configuration) {
      return Names.resolve(() -> scenario.model(configuration));
    }

    private static List<String> names(List<Catalogue.Named> named) {
      return named.stream().map(Catalogue.Named::name).toList();
    }
  }

  static Catalogues load() {
    return new Catalogues(
        ServiceLoader.load(Catalogue.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /** Every scenario, in the order of the catalogues. */
  List<Found> scenarios() {
    return all.stream()
        .flatMap(
            catalogue ->
                catalogue.scenarios().stream().map(scenario -> new Found(catalogue, scenario)))
        .toList();
  }

  /**
   * The scenario of a name or id.
   *
   * @throws InputException if there is none
   */
  Found find(String nameOrId) {
    return scenarios().stream()
        .filter(found -> isNamed(found.scenario(), nameOrId))
        .findFirst()
        .orElseThrow(() -> unknown(nameOrId));
  }

  private static boolean isNamed(Scenario scenario, String nameOrId) {
    return scenario.name().equals(nameOrId) || scenario.id().equalsIgnoreCase(nameOrId);
  }

  private InputException unknown(String nameOrId) {
    List<String> known =
        scenarios().stream()
            .flatMap(found -> Stream.of(found.scenario().name(), found.scenario().id()))
            .toList();
    return new InputException(
        "the scenario must be in the catalogue: scenario="
            + nameOrId
            + Names.nearest(nameOrId, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; the command list shows all"));
  }
}
