/**
 * Schedules, counterexamples and their replay, as values, and the file format that keeps them.
 *
 * <p>A {@link vcpucheck.checker.trace.Schedule} is a list of choices; what each choice did is
 * stored beside it, so that a replay on other code notices where the two part.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package vcpucheck.checker.trace;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
