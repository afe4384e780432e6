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

    private Catalogue.Named named() {
      String origin = revisions.isEmpty() ? "in no revision" : "since " + revisions.get(0);
      String from = commits.isEmpty() ? origin : origin + ", " + String.join(", ", commits);
      return new Catalogue.Named(name, about + " (" + from + ")");
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

  /** The listing as text. */
  public String text() {
    StringBuilder text = new StringBuilder("Scenarios\n");
    int width = scenarios.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    for (Entry entry : scenarios) {
      text.append("  ").append(entry.id()).append("  ").append(entry.name());
      text.append(" ".repeat(width - entry.name().length() + 2)).append(entry.lesson());
      text.append('\n');
    }
    section(text, "Revisions", revisions);
    section(text, "Variants", variants);
    section(text, "Fixes", fixes.stream().map(Fix::named).toList());
    section(text, "Mutants", mutants);
    section(text, "Memory models", memoryModels);
    text.append("\nProperties\n");
    properties.forEach(property -> text.append("  ").append(property).append('\n'));
    return text.toString();
  }

  private static void section(StringBuilder text, String title, List<Catalogue.Named> names) {
    if (names.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append('\n');
    int width = names.stream().mapToInt(named -> named.name().length()).max().orElse(0);
    for (Catalogue.Named named : names) {
      text.append("  ").append(named.name());
      text.append(" ".repeat(width - named.name().length() + 2)).append(named.about());
      text.append('\n');
    }
  }
}
