/**
 * A deterministic concurrency model checker for Java code on simulated vCPUs. {@link
 * vcpucheck.checker.Checker} is the way in; options, limits, verdicts and results are values.
 *
 * <p>A {@link vcpucheck.checker.model.Model} makes shared state in a {@link
 * vcpucheck.checker.memory.Memory} and says which programs run on it and what must hold. {@code
 * engine} compiles the programs lazily and searches; {@code machine} says what memory does; {@code
 * trace} holds the interleavings that were found; {@code report} and {@code cli} show them.
 */
@API(status = API.Status.STABLE)
@NullMarked
package vcpucheck.checker;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
