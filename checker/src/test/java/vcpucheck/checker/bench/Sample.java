package vcpucheck.checker.bench;

/**
 * One run of one tool on one model.
 *
 * @param states distinct states visited
 * @param transitions steps between them
 * @param wallSeconds how long it took
 * @param cpuSeconds processor time, of all threads
 * @param bytes memory for what was visited, or of the whole process where that is not known
 */
record Sample(long states, long transitions, double wallSeconds, double cpuSeconds, double bytes) {}
