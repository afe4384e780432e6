package vcpucheck.checker.necessity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vcpucheck.checker.MemoryModel;
import vcpucheck.checker.Verdict;
import vcpucheck.checker.ordering.AccessSite;
import vcpucheck.checker.ordering.Strength;

/**
 * Which orderings of a model's code are needed under a memory model.
 *
 * @param memory the memory model
 * @param base the verdict of the code as it is; if it is not verified, nothing is tried
 * @param sites each site that orders something, sorted
 * @param minimum what each of these sites may have so that nothing is violated, and no single one
 *     may be weaker; empty if searches came to an end before it was found
 * @param searches how many searches it took
 * @param leavesOutLinearizability whether linearizability is left out: the code violates it as it
 *     is
 */
public record Necessity(
    MemoryModel memory,
    Verdict base,
    List<SiteNeed> sites,
    Optional<SortedMap<AccessSite, Strength>> minimum,
    int searches,
    boolean leavesOutLinearizability) {
  public Necessity {
    sites = List.copyOf(sites);
    minimum = minimum.map(Necessity::copy);
  }

  private static SortedMap<AccessSite, Strength> copy(Map<AccessSite, Strength> map) {
    return new TreeMap<>(map);
  }
}
