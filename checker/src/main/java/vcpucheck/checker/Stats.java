package vcpucheck.checker;

import java.util.Optional;

/**
 * What a search covered. Deterministic: depends on the model and the options alone.
 *
 * @param states distinct states visited
 * @param transitions steps between them, counting each pair of states as often as steps join it
 * @param depth the most steps from the start that the search went (breadth first: the longest of
 *     the shortest paths)
 * @param ends states in which every vCPU has ended, or is a daemon at rest
 * @param cuts states in which an assumption does not hold, so that nothing was looked at that
 *     follows
 * @param nodes nodes of the vCPU automata: how often a prefix of the Java code was run
 * @param interleavings paths through the state graph, up to where every vCPU but daemons has ended
 * @param validation how far it was checked that what the model forgets does not matter; empty if it
 *     was not
 */
public record Stats(
    long states,
    long transitions,
    int depth,
    long ends,
    long cuts,
    int nodes,
    Interleavings interleavings,
    Optional<Validation> validation) {}
