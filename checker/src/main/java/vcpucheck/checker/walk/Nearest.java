package vcpucheck.checker.walk;

import java.util.Optional;
import vcpucheck.checker.trace.Schedule;

/**
 * The violation that is nearest to a position, by operations.
 *
 * @param schedule leads from the start through the position to the violation; empty if none was
 *     found
 * @param isExhaustive whether everything that can follow the position was searched
 * @param states how many states were visited
 */
public record Nearest(Optional<Schedule> schedule, boolean isExhaustive, int states) {}
