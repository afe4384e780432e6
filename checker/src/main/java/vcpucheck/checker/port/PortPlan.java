package vcpucheck.checker.port;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import vcpucheck.checker.Coverage;
import vcpucheck.checker.catalogue.RealCode;
import vcpucheck.checker.compare.Alignment;
import vcpucheck.checker.compare.Comparison;
import vcpucheck.checker.compare.ScenarioComparison;
import vcpucheck.checker.necessity.NecessityReport;
import vcpucheck.checker.ordering.AccessSite;

/**
 * What has to change in real code so that it does what a candidate does.
 *
 * @param comparison the candidate, compared with the form that is ported to
 * @param places the C functions in which it decides otherwise, in the order of the real code
 * @param orders what vCPUs do otherwise, once for all that do the same
 * @param orderings the atomic accesses, fences and locks that only the candidate has
 * @param functions where functions are in the real code that these name
 */
public record PortPlan(
    Comparison comparison,
    List<PortPlace> places,
    List<PortOrder> orders,
    List<PortOrdering> orderings,
    Map<String, RealCode.Function> functions) {
  /** Functions whose place is not known come last. */
  private static final Comparator<PortPlace> BY_LINE =
      Comparator.<PortPlace>comparingInt(
              place -> place.where().map(RealCode.Function::first).orElse(Integer.MAX_VALUE))
          .thenComparing(PortPlace::function);

  public PortPlan {
    places = List.copyOf(places);
    orders = List.copyOf(orders);
    orderings = List.copyOf(orderings);
    functions = Map.copyOf(functions);
  }

  /**
   * Reads a plan off a comparison with moves.
   *
   * @param code where functions of the real code are
   * @param revision the revision that is ported to
   * @param needs which orderings are needed, as far as that was asked
   */
  public static PortPlan of(
      Comparison comparison, RealCode code, String revision, NecessityReport needs) {
    List<PortPlace> places = places(comparison, code, revision);
    List<PortOrder> orders = orders(comparison);
    Map<String, RealCode.Function> functions = new TreeMap<>();
    orders.stream()
        .flatMap(order -> order.stretches().stream())
        .flatMap(stretch -> stretch.groups().stream().map(Stretch.Group::function))
        .forEach(
            name -> code.function(revision, name).ifPresent(found -> functions.put(name, found)));
    return new PortPlan(comparison, places, orders, orderings(comparison, needs), functions);
  }

  /**
   * The atomic accesses, fences and locks that only the candidate has, in all that was compared.
   */
  public static NavigableSet<AccessSite> added(Comparison comparison) {
    NavigableSet<AccessSite> added = new TreeSet<>();
    comparison.scenarios().forEach(one -> added.addAll(one.to().accesses()));
    comparison.scenarios().forEach(one -> added.removeAll(one.from().accesses()));
    return added;
  }

  private static List<PortPlace> places(Comparison comparison, RealCode code, String revision) {
    Map<String, SortedSet<Coverage.Decision>> parts = new TreeMap<>();
    comparison.scenarios().stream()
        .flatMap(one -> Stream.of(one.from(), one.to()))
        .flatMap(side -> side.places().stream())
        .forEach(
            place ->
                comparison.parts().stream()
                    .filter(part -> part.name().equals(place.decision().name()))
                    .forEach(
                        part ->
                            parts
                                .computeIfAbsent(place.function(), fresh -> new TreeSet<>())
                                .add(part)));
    return parts.entrySet().stream()
        .map(
            entry ->
                new PortPlace(
                    entry.getKey(),
                    code.function(revision, entry.getKey()),
                    List.copyOf(entry.getValue())))
        .sorted(BY_LINE)
        .toList();
  }

  /** vCPUs and scenarios that do the same are told once. */
  private static List<PortOrder> orders(Comparison comparison) {
    Map<List<List<String>>, PortOrder> orders = new LinkedHashMap<>();
    for (ScenarioComparison scenario : comparison.scenarios()) {
      for (Alignment runs : scenario.moves()) {
        List<Stretch> stretches = Stretch.of(runs);
        if (!stretches.isEmpty()) {
          orders.putIfAbsent(
              texts(stretches),
              new PortOrder(
                  scenario.setting().id(),
                  scenario.setting().vcpus(),
                  runs.from().vcpu(),
                  stretches));
        }
      }
    }
    return List.copyOf(orders.values());
  }

  private static List<List<String>> texts(List<Stretch> stretches) {
    List<List<String>> texts = new ArrayList<>();
    for (Stretch stretch : stretches) {
      List<String> all = new ArrayList<>(List.of(stretch.isAdded() ? "+" : "-"));
      stretch.groups().stream()
          .flatMap(group -> group.operations().stream())
          .forEach(operation -> all.add(operation.text()));
      texts.add(all);
    }
    return texts;
  }

  private static List<PortOrdering> orderings(Comparison comparison, NecessityReport needs) {
    List<NecessityReport.Row> rows = needs.rows();
    return added(comparison).stream()
        .map(
            site ->
                new PortOrdering(
                    site, rows.stream().filter(row -> row.site().equals(site)).findFirst()))
        .toList();
  }

  /** The file and the revision of the real code whose lines are named; empty if none are. */
  public Optional<RealCode.Function> anyFunction() {
    return Stream.concat(
            places.stream().flatMap(place -> place.where().stream()), functions.values().stream())
        .findFirst();
  }
}
