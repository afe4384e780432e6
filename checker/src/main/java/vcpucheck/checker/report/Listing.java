package vcpucheck.checker.report;

import java.util.List;
import java.util.stream.Stream;
import vcpucheck.checker.catalogue.Catalogue;
import vcpucheck.checker.catalogue.Change;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.catalogue.Scenario;

/**
 * Everything that can be checked.
 *
 * @param scenarios in the order of the catalogues
 * @param revisions oldest first
 * @param variants the default first
 * @param fixes changes that can be added to a revision or taken away
 * @param mutants deliberate weakenings
 * @param memoryModels the default first
 * @param properties the names of all properties, each once
 */
public record Listing(
    List<Entry> scenarios,
    List<Catalogue.Named> revisions,
    List<Catalogue.Named> variants,
    List<Fix> fixes,
    List<Catalogue.Named> mutants,
    List<Catalogue.Named> memoryModels,
    List<String> properties) {

  /**
   * One scenario.
   *
   * @param revision the default revision
   * @param variant the default variant
   * @param vcpus how many vCPUs there are by default
   * @param properties what it is checked for by default
   */
  public record Entry(
      String id,
      String name,
      String lesson,
      String source,
      String revision,
      String variant,
      int vcpus,
      List<String> properties) {
    static Entry of(Scenario scenario) {
      Configuration defaults = scenario.defaults();
      return new Entry(
          scenario.id(),
          scenario.name(),
          scenario.lesson(),
          scenario.source(),
          defaults.revision(),
          defaults.variant(),
          defaults.vcpus(),
          List.copyOf(scenario.properties(defaults)));
    }
  }

  /**
   * One change.
   *
   * @param commits the commits that brought it
   * @param revisions the revisions that have it, oldest first
   */
  public record Fix(String name, String about, List<String> commits, List<String> revisions) {
    static Fix of(Change change, List<Catalogue.Named> revisions) {
      return new Fix(
          change.name(),
          change.about(),
          change.aliases(),
          revisions.stream()
              .map(Catalogue.Named::name)
              .filter(change.revisions()::contains)
              .toList());
    }
  }

  /** What some catalogues offer. */
  public static Listing of(List<Catalogue> catalogues, List<Catalogue.Named> memoryModels) {
    List<Entry> scenarios =
        catalogues.stream()
            .flatMap(catalogue -> catalogue.scenarios().stream())
            .map(Entry::of)
            .toList();
    return new Listing(
        scenarios,
        catalogues.stream().flatMap(catalogue -> catalogue.revisions().stream()).toList(),
        catalogues.stream().flatMap(catalogue -> catalogue.variants().stream()).toList(),
        catalogues.stream().flatMap(Listing::fixes).toList(),
        catalogues.stream().flatMap(catalogue -> catalogue.mutants().stream()).toList(),
        List.copyOf(memoryModels),
        scenarios.stream()
            .flatMap(scenario -> scenario.properties().stream())
            .distinct()
            .sorted()
            .toList());
  }

  private static Stream<Fix> fixes(Catalogue catalogue) {
    return catalogue.changes().stream().map(change -> Fix.of(change, catalogue.revisions()));
  }
}
