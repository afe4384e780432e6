package vcpucheck.checker.engine.search;

import java.util.List;
import vcpucheck.checker.engine.base.WorkerPool;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.reduction.SharingAnalysis;

/**
 * How a search finds the successors of its states.
 *
 * @param expanders one for each worker, all alike
 * @param workers expand states
 * @param sharing what the expanders assume of variables
 * @param symmetries which states are represented by one
 * @param recordsWaiting whether it is recorded which vCPUs wait in which states
 */
public record Successors(
    List<Expander> expanders,
    WorkerPool workers,
    SharingAnalysis sharing,
    Symmetries symmetries,
    boolean recordsWaiting) {}
