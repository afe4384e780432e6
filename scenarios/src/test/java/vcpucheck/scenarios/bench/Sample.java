package vcpucheck.scenarios.bench;

/**
 * One run of one tool on one model.
 *
 * @param wallSeconds how long it took
 * @param cpuSeconds processor time, of all threads
 */
record Sample(Coverage coverage, double wallSeconds, double cpuSeconds) {}
