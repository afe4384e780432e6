/**
 * Benchmarks: they measure and print; no test asserts on time.
 *
 * <p>{@link vcpucheck.scenarios.bench.Benchmark} runs its {@link vcpucheck.scenarios.bench.Part}s:
 * searches beside SPIN, the same programs beside Lincheck, how the cost of a mediator's search
 * grows, and the hot paths under JMH.
 */
@NullMarked
package vcpucheck.scenarios.bench;

import org.jspecify.annotations.NullMarked;
