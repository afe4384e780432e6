package vcpucheck.checker.engine.search;

import java.util.BitSet;
import java.util.List;

/**
 * What a level of states leads to that was searched elsewhere.
 *
 * @param states how many new states
 * @param transitions how many transitions
 * @param ends how many of the new states are ends
 * @param cuts in how many of the new states an assumption fails
 * @param raced the variables that vCPUs race for
 * @param met the reachable conditions that were met
 * @param performed for each vCPU, the nodes whose operations were performed
 */
public record SearchedLevel(
    long states,
    long transitions,
    long ends,
    long cuts,
    BitSet raced,
    BitSet met,
    List<BitSet> performed) {}
