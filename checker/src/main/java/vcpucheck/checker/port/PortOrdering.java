package vcpucheck.checker.port;

import java.util.Optional;
import vcpucheck.checker.necessity.NecessityReport;
import vcpucheck.checker.ordering.AccessSite;

/**
 * An atomic access, fence or lock that only a candidate has.
 *
 * @param site where it is, and how it is ordered
 * @param need whether the ordering is needed; empty if not asked, or if no scenario can say
 */
public record PortOrdering(AccessSite site, Optional<NecessityReport.Row> need) {}
