package vcpucheck.checker.engine.search;

/**
 * What a search does beside visiting states.
 *
 * @param keepGoing whether it goes on after a violation, around the violating states
 * @param revisits whether the order comes back to states
 * @param graphStates up to how many states the graph is kept, for questions about paths
 */
public record SearchMode(boolean keepGoing, boolean revisits, long graphStates) {}
