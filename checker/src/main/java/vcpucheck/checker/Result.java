package vcpucheck.checker;

import java.time.Duration;

/**
 * The outcome of one exploration.
 *
 * @param verdict what was found
 * @param stats what was covered
 * @param elapsed wall time; the only part that differs between two runs
 */
public record Result(Verdict verdict, Stats stats, Duration elapsed) {}
