package vcpucheck.scenarios.bench;

import org.jspecify.annotations.Nullable;

/**
 * What a run of a tool covered: the same in each.
 *
 * @param verdict in the tool's words
 * @param states distinct states visited; null if the tool does not count them
 * @param transitions steps between them; null if the tool does not count them
 * @param interleavings how many were covered, or executed one by one; null if not counted
 * @param bytesPerState memory for what was visited, or of the whole process where that is not
 *     known; null without states
 */
record Coverage(
    String verdict,
    @Nullable Long states,
    @Nullable Long transitions,
    @Nullable String interleavings,
    @Nullable Double bytesPerState) {}
