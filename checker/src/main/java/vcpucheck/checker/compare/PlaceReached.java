package vcpucheck.checker.compare;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import vcpucheck.checker.Coverage;

/**
 * A line on which the candidate goes its own way, and where some interleaving comes to it.
 *
 * @param place the way, the line and the C function
 * @param scenarios for each scenario, by id, the outcomes whose interleavings come by; none if
 *     interleavings were not asked for
 */
public record PlaceReached(Coverage.Place place, SortedMap<String, SortedSet<String>> scenarios) {
  /** All places at which a part of the candidate is decided, in their order. */
  static List<PlaceReached> of(Coverage.Decision part, List<ScenarioComparison> compared) {
    SortedMap<Coverage.Place, SortedMap<String, SortedSet<String>>> found = new TreeMap<>();
    for (ScenarioComparison one : compared) {
      one.to().places().stream()
          .filter(place -> place.decision().equals(part))
          .forEach(
              place ->
                  found
                      .computeIfAbsent(place, fresh -> new TreeMap<>())
                      .computeIfAbsent(one.setting().id(), fresh -> new TreeSet<>())
                      .addAll(outcomes(one.to(), place)));
    }
    return found.entrySet().stream()
        .map(entry -> new PlaceReached(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<String> outcomes(Side side, Coverage.Place place) {
    return side.witnesses().entrySet().stream()
        .filter(entry -> entry.getValue().places().contains(place))
        .map(Map.Entry::getKey)
        .map(Outcome::id)
        .toList();
  }
}
