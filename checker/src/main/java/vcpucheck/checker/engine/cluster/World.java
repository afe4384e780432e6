package vcpucheck.checker.engine.cluster;

import java.util.function.Supplier;
import vcpucheck.checker.engine.reduction.Expander;
import vcpucheck.checker.engine.search.Symmetries;
import vcpucheck.checker.engine.system.TransitionSystem;

/**
 * What a search explores, on one of the machines.
 *
 * @param expanders make what finds successors; each thread needs its own
 * @param symmetries which states are represented by one
 */
record World(TransitionSystem system, Supplier<Expander> expanders, Symmetries symmetries) {}
