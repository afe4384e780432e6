package vcpucheck.checker.necessity;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.catalogue.Configuration;
import vcpucheck.checker.model.VerdictKind;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.Strength;

/**
 * Which orderings several scenarios need, under several memory models.
 *
 * @param entries each scenario under each model, in the order of the question
 * @param isInterrupted whether not all of them are here
 */
public record NecessityReport(List<Entry> entries, boolean isInterrupted) {
  /**
   * One scenario under one memory model.
   *
   * @param id the scenario's id
   * @param name its name
   */
  public record Entry(String id, String name, Configuration configuration, Necessity necessity) {}

  /**
   * What all scenarios say of one site.
   *
   * @param needs under each memory model that was asked for and whose scenarios reach it, whether
   *     some scenario needs the ordering
   * @param enough under each of these models the weakest ordering that goes unnoticed in each
   *     scenario that reaches the site, in the minima that were found; absent if they differ or one
   *     was not found
   */
  public record Row(
      AccessSite site,
      SortedMap<MemoryModel, SiteNeed.Need> needs,
      SortedMap<MemoryModel, Strength> enough) {}

  public NecessityReport {
    entries = List.copyOf(entries);
  }

  /** The memory models, in their order. */
  public List<MemoryModel> models() {
    return entries.stream().map(entry -> entry.necessity().memory()).distinct().sorted().toList();
  }

  /** What is known of each site, sorted. */
  public List<Row> rows() {
    return entries.stream()
        .flatMap(entry -> entry.necessity().sites().stream())
        .map(SiteNeed::site)
        .distinct()
        .sorted()
        .map(this::row)
        .toList();
  }

  private Row row(AccessSite site) {
    SortedMap<MemoryModel, SiteNeed.Need> needs = new TreeMap<>();
    SortedMap<MemoryModel, Strength> enough = new TreeMap<>();
    for (MemoryModel model : models()) {
      need(site, model).ifPresent(need -> needs.put(model, need));
      enough(site, model).ifPresent(strength -> enough.put(model, strength));
    }
    return new Row(site, needs, enough);
  }

  /** What one scenario needs is needed; what one leaves open is open, unless another needs it. */
  private Optional<SiteNeed.Need> need(AccessSite site, MemoryModel model) {
    List<SiteNeed.Need> order =
        List.of(
            SiteNeed.Need.NEEDED,
            SiteNeed.Need.UNDECIDED,
            SiteNeed.Need.RELAXABLE,
            SiteNeed.Need.NOT_DISTINGUISHED);
    return entries.stream()
        .filter(entry -> entry.necessity().memory() == model)
        .flatMap(entry -> entry.necessity().sites().stream())
        .filter(one -> one.site().equals(site))
        .map(SiteNeed::need)
        .min(Comparator.comparing(order::indexOf));
  }

  private Optional<Strength> enough(AccessSite site, MemoryModel model) {
    List<Necessity> reaching =
        entries.stream()
            .map(Entry::necessity)
            .filter(necessity -> necessity.memory() == model)
            .filter(
                necessity -> necessity.sites().stream().anyMatch(one -> one.site().equals(site)))
            .toList();
    List<Strength> strengths =
        reaching.stream()
            .flatMap(necessity -> necessity.minimum().stream())
            .map(minimum -> minimum.getOrDefault(site, site.strength()))
            .distinct()
            .toList();
    boolean isCertain = reaching.stream().allMatch(necessity -> necessity.minimum().isPresent());
    return isCertain && strengths.size() == 1 ? Optional.of(strengths.get(0)) : Optional.empty();
  }

  /**
   * Verified if the code is right as it is and each need is decided; violated if a scenario is
   * violated before anything is weakened.
   */
  public VerdictKind kind() {
    if (entries.stream().anyMatch(entry -> kind(entry) == VerdictKind.VIOLATED)) {
      return VerdictKind.VIOLATED;
    }
    boolean isOpen =
        isInterrupted
            || entries.stream().anyMatch(entry -> kind(entry) != VerdictKind.VERIFIED)
            || rows().stream()
                .map(Row::needs)
                .map(Map::values)
                .anyMatch(needs -> needs.contains(SiteNeed.Need.UNDECIDED));
    return isOpen ? VerdictKind.INCOMPLETE : VerdictKind.VERIFIED;
  }

  private static VerdictKind kind(Entry entry) {
    return entry.necessity().base().kind();
  }
}
