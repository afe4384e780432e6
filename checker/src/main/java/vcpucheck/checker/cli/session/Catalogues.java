package vcpucheck.checker.cli.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.CodeBase;
import vcpucheck.checker.catalogue.CodeSet;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Glossary;
import vcpucheck.checker.catalogue.Scenario;
import vcpucheck.checker.cli.spi.InputException;
import vcpucheck.checker.cli.spi.Suggestions;
import vcpucheck.checker.cluster.ModelSource;
import vcpucheck.checker.model.Model;

/** Every catalogue there is. */
public record Catalogues(List<Catalogue> all) {
  /** A scenario and the catalogue that it comes from. */
  public record Found(Catalogue catalogue, Scenario scenario) {
    /** A configuration as the catalogue spells it; refuses names that the catalogue lacks. */
    public Configuration canonical(Configuration configuration) {
      CodeBase code = catalogue.codeBase();
      return Suggestions.resolve(
          () -> {
            code.parse(configuration.revision());
            Suggestions.require("variant", configuration.variant(), names(catalogue.variants()));
            return code.canonical(configuration);
          });
    }

    /** By what a form differs from a revision, and whether it has or lacks it. */
    public List<Coverage.Decision> decisive(Configuration configuration) {
      CodeSet set = catalogue.codeBase().parse(configuration);
      return Stream.of(
              set.added().stream().map(change -> new Coverage.Decision(change.name(), true)),
              set.removed().stream().map(change -> new Coverage.Decision(change.name(), false)),
              set.mutants().stream().map(mutant -> new Coverage.Decision(mutant, true)))
          .flatMap(decisions -> decisions)
          .toList();
    }

    /** What its operations mean. */
    public Glossary glossary() {
      return catalogue.glossary();
    }

    /** The model of a configuration in its canonical spelling. */
    public Model model(Configuration configuration) {
      return Suggestions.resolve(() -> scenario.model(configuration));
    }

    private static List<String> names(List<Catalogue.Named> named) {
      return named.stream().map(Catalogue.Named::name).toList();
    }
  }

  /**
   * The model of a scenario, by names: what another machine builds it from, which has the same
   * catalogues on its class path.
   */
  private record ModelByName(
      String scenario, String revision, String variant, @Nullable String mutant, int vcpus)
      implements ModelSource {
    @Override
    public Model model() {
      CataloguePath path = CataloguePath.ofEnvironment();
      return new Catalogues(path.load(Catalogue.class))
          .find(scenario)
          .model(new Configuration(revision, variant, Optional.ofNullable(mutant), vcpus));
    }
  }

  /**
   * What builds a model anywhere.
   *
   * @param form in its canonical spelling
   */
  public static ModelSource source(String scenario, Configuration form) {
    return new ModelByName(
        scenario, form.revision(), form.variant(), form.mutant().orElse(null), form.vcpus());
  }

  /** Every scenario, in the order of the catalogues. */
  public List<Found> scenarios() {
    return all.stream()
        .flatMap(
            catalogue ->
                catalogue.scenarios().stream().map(scenario -> new Found(catalogue, scenario)))
        .toList();
  }

  /**
   * The scenario of a name or id.
   *
   * @throws InputException if there is none, or more than one
   */
  public Found find(String nameOrId) {
    List<Found> found =
        scenarios().stream().filter(one -> isNamed(one.scenario(), nameOrId)).toList();
    if (found.isEmpty()) {
      throw unknown(nameOrId);
    }
    if (found.size() > 1) {
      throw ambiguous(nameOrId, found);
    }
    return found.get(0);
  }

  private static boolean isNamed(Scenario scenario, String nameOrId) {
    return scenario.name().equals(nameOrId) || scenario.id().equalsIgnoreCase(nameOrId);
  }

  private static InputException ambiguous(String nameOrId, List<Found> found) {
    return new InputException(
        "a scenario must have a name of its own among all catalogues: scenario="
            + nameOrId
            + ", catalogues="
            + found.stream()
                .map(one -> one.catalogue().getClass().getName())
                .distinct()
                .collect(Collectors.joining(", "))
            + "; use the name if the ids are equal, or leave a catalogue out");
  }

  private InputException unknown(String nameOrId) {
    List<String> known =
        scenarios().stream()
            .flatMap(found -> Stream.of(found.scenario().name(), found.scenario().id()))
            .toList();
    return new InputException(
        "the scenario must be in the catalogue: scenario="
            + nameOrId
            + Suggestions.nearest(nameOrId, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; the command list shows all"));
  }
}
