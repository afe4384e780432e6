/** Schedules, counterexamples and their replay, as values. */
@NullMarked
package vcpucheck.checker.trace;

import org.jspecify.annotations.NullMarked;
